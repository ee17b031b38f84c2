/** What CloudFormation can make in X-Ray. Called by `services/index.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { groupResource } from './group.ts';
import { resourcePolicyResource } from './resource-policy.ts';
import { samplingRuleResource } from './sampling-rule.ts';
import { transactionSearchConfigResource } from './transaction-search-config.ts';

export function xrayResources(deps: { readonly service: Service }): ResourceProvider[] {
  const ask = asking(deps.service);
  return [groupResource(ask), resourcePolicyResource(ask), samplingRuleResource(ask), transactionSearchConfigResource(ask)];
}
