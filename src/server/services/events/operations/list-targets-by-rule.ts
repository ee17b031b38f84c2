/** ListTargetsByRule. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
import type { ListTargetsByRuleCommandInput, ListTargetsByRuleResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { findRule } from '../find.ts';
import { page } from '../paging.ts';

export function listTargetsByRule({ store }: EventsControl) {
  return (input: ListTargetsByRuleCommandInput, call: CallContext): ListTargetsByRuleResponse => {
    const { targets } = findRule(store, call, input.Rule ?? '', input.EventBusName);
    const sorted = [...targets].sort((a, b) => ((a.Id ?? '') < (b.Id ?? '') ? -1 : 1));
    const { items, ...next } = page(sorted, input, ({ Id = '' }) => Id);
    return { Targets: [...items], ...next };
  };
}
