/**
 * How AWS says that members of an input break what its model says of them: all of them at once, in one message.
 *
 * Who calls it: required-members.ts, and the services' own checks, which give the message their own error.
 */

/**
 * @param member its path, each name with a small first letter: `samplingRule.ruleName`.
 * @param value Undefined for a member that is missing.
 * @param rule `Member must have length less than or equal to 64`.
 */
export function violation(member: string, value: string | number | undefined, rule: string): string {
  return `Value ${value === undefined ? 'null' : `'${value}'`} at '${member}' failed to satisfy constraint: ${rule}`;
}

/** The message of an error: one violation, or several. */
export function violationMessage(...violations: readonly string[]): string {
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`;
}

/** The whole message where a single member is checked. */
export function violated(member: string, value: string | number | undefined, rule: string): string {
  return violationMessage(violation(member, value, rule));
}
