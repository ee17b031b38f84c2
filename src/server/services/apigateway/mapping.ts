/**
 * The part of mappings that is built: text without expressions, and static header values.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
 */

/** Does a template hold a Velocity reference (`$input`) or directive (`#set`)? */
export function hasExpression(template: string): boolean {
  return /[$#]/.test(template);
}

/** `'*'` with its quotes is a static value; `integration.response.header.x` is not. */
export function staticValue(mapping: string): string | undefined {
  return /^'(.*)'$/s.exec(mapping)?.[1];
}
