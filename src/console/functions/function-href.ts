/** The address of a function's page. Called by whatever names a function; pure. */
export function functionHref(name: string): string {
  return `/functions/${encodeURIComponent(name)}`;
}
