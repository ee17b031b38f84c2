/** What CloudFormation can make in EventBridge. Called by `services/index.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { eventBusResource } from './event-bus.ts';
import { ruleResource } from './rule.ts';

export function eventsResources(deps: { readonly service: Service }): ResourceProvider[] {
  const ask = asking(deps.service);
  return [ruleResource(ask), eventBusResource(ask)];
}
