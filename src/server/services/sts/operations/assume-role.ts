/**
 * AssumeRole: stored temporary credentials. The trust policy is not asked: callers here are whoever reaches the port, and policies
 * are not enforced on calls. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import type { AssumeRoleCommandInput, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { RoleAuthority } from '../../ports.ts';
import type { CallContext } from '../../service.ts';
import { notAuthorized, requestRefused, validationError } from '../errors.ts';
import { credentialsShape } from '../issue.ts';
import { checkSessionTags } from '../session-tags.ts';

export function assumeRole(roles: RoleAuthority) {
  return (input: AssumeRoleCommandInput, call: CallContext): AssumeRoleResponse => {
    const roleArn = input.RoleArn ?? '';
    const sessionName = checkSessionName(input.RoleSessionName ?? '');
    if (roleArn.length < 20) throw validationError(roleArn, 'roleArn', 'Member must have length greater than or equal to 20');
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/./.test(roleArn)) throw requestRefused(`${roleArn} is invalid`);
    checkSessionTags(input.Tags, input.TransitiveTagKeys);
    const seconds = checkDuration(input.DurationSeconds);
    const role = roles.role(roleArn);
    if (!role) throw notAuthorized(call.principal.arn, roleArn);
    if (seconds > (role.maxSessionDuration ?? 43_200)) {
      throw requestRefused('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
    }
    if (seconds > 3600 && call.principal.arn.includes(':assumed-role/')) {
      throw requestRefused('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
    }
    const credentials = roles.assume(roleArn, sessionName, seconds);
    return {
      Credentials: credentialsShape(credentials),
      AssumedRoleUser: { AssumedRoleId: credentials.userId, Arn: credentials.principalArn },
      ...(input.Policy === undefined ? {} : { PackedPolicySize: 6 }),
      ...(input.SourceIdentity === undefined ? {} : { SourceIdentity: input.SourceIdentity }),
    };
  };
}

function checkSessionName(name: string): string {
  const member = 'roleSessionName';
  if (name.length < 2) throw validationError(name, member, 'Member must have length greater than or equal to 2');
  if (name.length > 64) throw validationError(name, member, 'Member must have length less than or equal to 64');
  if (!/^[\w+=,.@-]*$/.test(name)) {
    throw validationError(name, member, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
  }
  return name;
}

function checkDuration(seconds: number | undefined): number {
  if (seconds === undefined) return 3600;
  if (seconds < 900)
    throw validationError(String(seconds), 'durationSeconds', 'Member must have value greater than or equal to 900');
  if (seconds > 43_200)
    throw validationError(String(seconds), 'durationSeconds', 'Member must have value less than or equal to 43200');
  return seconds;
}
