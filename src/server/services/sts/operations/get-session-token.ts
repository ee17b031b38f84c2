/** GetSessionToken: temporary credentials of the caller. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
import type { GetSessionTokenCommandInput, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import type { SessionIssuer } from '../../ports.ts';
import type { CallContext } from '../../service.ts';
import { credentialsShape, issuedSeconds, refuseSession } from '../issue.ts';

export function getSessionToken(sessions: SessionIssuer) {
  return (input: GetSessionTokenCommandInput, call: CallContext): GetSessionTokenResponse => {
    const { account, arn: principalArn, userId } = call.principal;
    const seconds = issuedSeconds(input.DurationSeconds, principalArn);
    refuseSession(principalArn, 'GetSessionToken');
    return { Credentials: credentialsShape(sessions.issue({ account, principalArn, userId }, seconds)) };
  };
}
