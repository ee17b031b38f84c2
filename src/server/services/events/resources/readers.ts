/** What Cloud Control reads of EventBridge. Called by `services/index.ts`. */
import type { DescribeRuleResponse, ListRulesResponse, ListTargetsByRuleResponse } from '@aws-sdk/client-eventbridge';
import type { ResourceReader } from '../../ports.ts';
import { asking, unlessMissing } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';

/** Rules are read by their ARN, as AWS's are. */
export function eventsReaders(deps: { readonly service: Service }): ResourceReader[] {
  const ask = asking(deps.service);
  const rules: ResourceReader = {
    type: 'AWS::Events::Rule',
    async read(request, identifier) {
      const path = identifier.replace(/^arn:.+?:rule\//, '').split('/');
      const named = { EventBusName: path.length > 1 ? path.slice(0, -1).join('/') : 'default' };
      const Name = path.at(-1) ?? '';
      const rule = await unlessMissing(ask<DescribeRuleResponse>(request, 'DescribeRule', { ...named, Name }));
      if (!rule) return undefined;
      const listed = await ask<ListTargetsByRuleResponse>(request, 'ListTargetsByRule', { ...named, Rule: Name });
      const { Arn = '', EventPattern, EventBusName, ScheduleExpression, State, Description, RoleArn } = rule;
      const pattern = EventPattern === undefined ? {} : { EventPattern: JSON.parse(EventPattern) as unknown };
      const properties = { Name, Arn, EventBusName, ScheduleExpression, State, Description, RoleArn, ...pattern };
      return { identifier: Arn, properties: { ...properties, Targets: listed.Targets ?? [] } };
    },
    async list(request, model) {
      const EventBusName = typeof model['EventBusName'] === 'string' ? model['EventBusName'] : 'default';
      const { Rules = [] } = await ask<ListRulesResponse>(request, 'ListRules', { EventBusName });
      return Rules.map(({ Arn = '' }) => ({ identifier: Arn, properties: { Arn } }));
    },
  };
  return [rules];
}
