/** A rule as ListRules and DescribeRule show it. */
import type { Rule } from '@aws-sdk/client-eventbridge';
import type { Tenant } from '../ports.ts';
import { ruleArn, type StoredRule } from './store.ts';

export function ruleAnswer(tenant: Tenant, rule: StoredRule): Rule {
  return {
    Name: rule.name,
    Arn: ruleArn(tenant, rule),
    ...(rule.eventPattern !== undefined && { EventPattern: rule.eventPattern }),
    State: rule.state,
    ...(rule.description !== undefined && { Description: rule.description }),
    ...(rule.scheduleExpression !== undefined && { ScheduleExpression: rule.scheduleExpression }),
    ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
    EventBusName: rule.busName,
  };
}
