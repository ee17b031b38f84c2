/** ListRuleNamesByTarget. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
import type { ListRuleNamesByTargetCommandInput, ListRuleNamesByTargetResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { findBus, rulesOf } from '../find.ts';
import { page } from '../paging.ts';

export function listRuleNamesByTarget({ store }: EventsControl) {
  return (input: ListRuleNamesByTargetCommandInput, call: CallContext): ListRuleNamesByTargetResponse => {
    new Constraints().length('targetArn', input.TargetArn, 1, 1_600).check();
    const bus = findBus(store, call, input.EventBusName);
    const rules = rulesOf(store, bus, bus.name).filter(({ targets }) => targets.some(({ Arn }) => Arn === input.TargetArn));
    const { items, ...next } = page(rules, input, (rule) => rule.name);
    return { RuleNames: items.map((rule) => rule.name), ...next };
  };
}
