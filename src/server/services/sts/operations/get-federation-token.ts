/**
 * GetFederationToken: temporary credentials of a user of the account whom IAM does not know. Policies are checked and not enforced.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
import type { GetFederationTokenCommandInput, GetFederationTokenResponse } from '@aws-sdk/client-sts';
import type { SessionIssuer } from '../../ports.ts';
import type { CallContext } from '../../service.ts';
import { validationError } from '../errors.ts';
import { credentialsShape, issuedSeconds, refuseSession } from '../issue.ts';
import { checkSessionTags } from '../session-tags.ts';

export function getFederationToken(sessions: SessionIssuer) {
  return (input: GetFederationTokenCommandInput, call: CallContext): GetFederationTokenResponse => {
    const name = checkUserName(input.Name ?? '');
    checkPolicy(input.Policy);
    checkSessionTags(input.Tags, undefined);
    const { account, arn } = call.principal;
    const seconds = issuedSeconds(input.DurationSeconds, arn);
    refuseSession(arn, 'GetFederationToken');
    const user = { FederatedUserId: `${account}:${name}`, Arn: `arn:aws:sts::${account}:federated-user/${name}` };
    const identity = { account, principalArn: user.Arn, userId: user.FederatedUserId };
    return { Credentials: credentialsShape(sessions.issue(identity, seconds)), FederatedUser: user, PackedPolicySize: 0 };
  };
}

function checkUserName(name: string): string {
  if (name.length < 2) throw validationError(name, 'name', 'Member must have length greater than or equal to 2');
  if (name.length > 32) throw validationError(name, 'name', 'Member must have length less than or equal to 32');
  if (!/^[\w+=,.@-]*$/.test(name)) {
    throw validationError(name, 'name', 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
  }
  return name;
}

function checkPolicy(policy: string | undefined): void {
  if (policy === undefined || policy.length <= 2048) return;
  throw validationError(policy, 'policy', 'Member must have length less than or equal to 2048');
}
