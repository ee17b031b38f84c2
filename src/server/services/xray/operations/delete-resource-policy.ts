/** DeleteResourcePolicy: with a revision only when it is still the current one. AWS page: API_DeleteResourcePolicy. */
import type { DeleteResourcePolicyRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { policyErrors, type ResourcePolicies } from '../settings/resource-policies.ts';
import { checkPolicyName } from './put-resource-policy.ts';

/** @throws InvalidRequestException for a policy that is not there, InvalidPolicyRevisionIdException when a revision was given. */
export function deleteResourcePolicy(policies: ResourcePolicies) {
  return (input: DeleteResourcePolicyRequest, tenant: Tenant): Record<string, never> => {
    const { PolicyName: name = '', PolicyRevisionId: expected } = input;
    checkPolicyName(name);
    const policy = policies.find(tenant, name);
    if (expected !== undefined && expected !== String(policy?.revision)) throw policyErrors.changed(name, 'modified or deleted');
    if (policy === undefined) throw invalidRequest(`The resource policy ${name} does not exist.`);
    policies.delete(tenant, name);
    return {};
  };
}
