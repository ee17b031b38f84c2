/** GetCallerIdentity. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
import type { GetCallerIdentityCommandInput, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { CallContext } from '../../service.ts';

export function getCallerIdentity(_input: GetCallerIdentityCommandInput, call: CallContext): GetCallerIdentityResponse {
  return { UserId: call.principal.userId, Account: call.principal.account, Arn: call.principal.arn };
}
