/** Checks of IAM's names and paths, with AWS's texts (IAM API Reference, each action's parameters), and the ARNs made of them. */
import { violated } from '../../wire/violations.ts';
import { validationError } from './errors.ts';

/** @throws ValidationError when the text has other characters than IAM's names may have, or is too long. */
export function checkName(name: string, member: string, maximum: number): void {
  if (name.length > maximum) {
    throw constraint(name, member, `Member must have length less than or equal to ${maximum}`);
  }
  if (name.length === 0) throw constraint(name, member, 'Member must have length greater than or equal to 1');
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw validationError(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
}

/** `/` or `/a/b/`; `/` when none is given. */
export function checkPath(path: string | undefined): string {
  if (path === undefined) return '/';
  if (!/^\/$|^\/[\x21-\x7e]+\/$/.test(path) || path.length > 512) {
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  }
  return path;
}

export function constraint(value: string, member: string, rule: string): Error {
  return validationError(violated(member, value, rule));
}

export function iamArn(account: string, kind: 'role' | 'policy' | 'user', path: string, name: string): string {
  return `arn:aws:iam::${account}:${kind}${path}${name}`;
}

/** Account and name of `arn:aws:iam::ACCOUNT:role/PATH/NAME`; undefined when the text is no role's ARN. */
export function parseRoleArn(arn: string): { readonly account: string; readonly roleName: string } | undefined {
  const match = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(arn);
  return match?.[1] && match[2] ? { account: match[1], roleName: match[2] } : undefined;
}
