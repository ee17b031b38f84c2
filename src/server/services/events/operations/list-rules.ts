/** ListRules. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
import type { ListRulesCommandInput, ListRulesResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { findBus, rulesOf } from '../find.ts';
import { page } from '../paging.ts';
import { ruleAnswer } from '../rule-answer.ts';

export function listRules({ store }: EventsControl) {
  return (input: ListRulesCommandInput, call: CallContext): ListRulesResponse => {
    new Constraints().name('namePrefix', input.NamePrefix).check();
    const bus = findBus(store, call, input.EventBusName);
    const { items, ...next } = page(rulesOf(store, bus, bus.name, input.NamePrefix), input, (rule) => rule.name);
    return { Rules: items.map((rule) => ruleAnswer(bus, rule)), ...next };
  };
}
