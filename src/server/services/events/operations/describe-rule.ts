/** DescribeRule. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
import type { DescribeRuleCommandInput, DescribeRuleResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { findRule } from '../find.ts';
import { ruleAnswer } from '../rule-answer.ts';

export function describeRule({ store }: EventsControl) {
  return (input: DescribeRuleCommandInput, call: CallContext): DescribeRuleResponse => {
    const rule = findRule(store, call, input.Name ?? '', input.EventBusName);
    return { ...ruleAnswer(call, rule), CreatedBy: call.account };
  };
}
