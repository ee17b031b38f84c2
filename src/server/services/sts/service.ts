/**
 * STS: who am I, and temporary credentials of a role.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
 */
import type { CredentialDirectory, RoleAuthority } from '../ports.ts';
import type { Service } from '../service.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';

export function createSts(deps: { readonly roles: RoleAuthority; readonly credentials: CredentialDirectory }): {
  readonly service: Service;
} {
  return {
    service: {
      id: 'sts',
      operations: {
        AssumeRole: assumeRole(deps.roles),
        GetAccessKeyInfo: getAccessKeyInfo(deps.credentials),
        GetCallerIdentity: getCallerIdentity,
      },
    },
  };
}
