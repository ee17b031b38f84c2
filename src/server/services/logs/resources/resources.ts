/** What CloudFormation can make in CloudWatch Logs. Called by `main.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { logGroupResource } from './log-group.ts';

export function logsResources(deps: { readonly service: Service }): ResourceProvider[] {
  return [logGroupResource(asking(deps.service))];
}
