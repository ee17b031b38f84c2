/** ListResourcePolicies: all of them on one page, in the order in which they were made. AWS page: API_ListResourcePolicies. */
import type { ListResourcePoliciesRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { type PrintedPolicy, printedPolicy, type ResourcePolicies } from '../settings/resource-policies.ts';

export interface ResourcePoliciesOutput {
  readonly ResourcePolicies: readonly PrintedPolicy[];
  readonly NextToken: null;
}

/** @throws InvalidRequestException for a token: AWS never gives one. */
export function listResourcePolicies(policies: ResourcePolicies) {
  return ({ NextToken }: ListResourcePoliciesRequest, tenant: Tenant): ResourcePoliciesOutput => {
    if (NextToken) throw invalidRequest('NextToken is currently not supported');
    return { ResourcePolicies: policies.list(tenant).map(printedPolicy), NextToken: null };
  };
}
