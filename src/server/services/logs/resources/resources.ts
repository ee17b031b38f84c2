/** What CloudFormation can make in CloudWatch Logs. Called by `services/index.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { logGroupResource } from './log-group.ts';
import { logStreamResource } from './log-stream.ts';
import { metricFilterResource } from './metric-filter.ts';
import { queryDefinitionResource } from './query-definition.ts';
import { resourcePolicyResource } from './resource-policy.ts';
import { subscriptionFilterResource } from './subscription-filter.ts';

export function logsResources(deps: { readonly service: Service }): ResourceProvider[] {
  const ask = asking(deps.service);
  return [
    logGroupResource(ask),
    logStreamResource(ask),
    metricFilterResource(ask),
    queryDefinitionResource(ask),
    resourcePolicyResource(ask),
    subscriptionFilterResource(ask),
  ];
}
