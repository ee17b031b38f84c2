/**
 * STS: who am I, and temporary credentials: of a role, of the caller, of a federated user.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
 */
import type { CredentialDirectory, RoleAuthority, SessionIssuer } from '../ports.ts';
import type { Service } from '../service.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getFederationToken } from './operations/get-federation-token.ts';
import { getSessionToken } from './operations/get-session-token.ts';

export function createSts(deps: {
  readonly roles: RoleAuthority;
  readonly sessions: SessionIssuer;
  readonly credentials: CredentialDirectory;
}): { readonly service: Service } {
  return {
    service: {
      id: 'sts',
      operations: {
        AssumeRole: assumeRole(deps.roles),
        GetAccessKeyInfo: getAccessKeyInfo(deps.credentials),
        GetCallerIdentity: getCallerIdentity,
        GetFederationToken: getFederationToken(deps.sessions),
        GetSessionToken: getSessionToken(deps.sessions),
      },
    },
  };
}
