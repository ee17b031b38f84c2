/** What the name of a function's log stream says. Called by use-invocations.ts; pure. AWS page: "Viewing CloudWatch logs for Lambda functions". */

/**
 * `2026/01/01/[$LATEST]0123…` of the function's own group → `$LATEST`; `2026/01/01/orders[$LATEST]0123…` of a group that functions
 * share → the same for the function `orders`, undefined for another function.
 */
export function versionOfStream(stream: string, name: string): string | undefined {
  const [, owner = '', version] = /^\d{4}\/\d\d\/\d\d\/([^[]*)\[([^\]]+)\]/.exec(stream) ?? [];
  return owner === '' || owner === name ? version : undefined;
}
