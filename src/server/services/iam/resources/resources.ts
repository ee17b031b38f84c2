/** What CloudFormation can make in IAM. Called by `services/index.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { managedPolicyResource } from './managed-policy.ts';
import { policyResource } from './policy.ts';
import { roleResource } from './role.ts';

export function iamResources(deps: { readonly service: Service }): ResourceProvider[] {
  const ask = asking(deps.service);
  return [roleResource(ask), policyResource(ask), managedPolicyResource(ask)];
}
