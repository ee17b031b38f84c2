/** RemoveTargets. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
import type { RemoveTargetsCommandInput, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { findBus, findRule } from '../find.ts';
import { ruleKey } from '../store.ts';

export function removeTargets({ store }: EventsControl) {
  return (input: RemoveTargetsCommandInput, call: CallContext): RemoveTargetsResponse => {
    const ids = input.Ids ?? [];
    const constraints = new Constraints().name('rule', input.Rule).count('ids', ids, 1, 100);
    ids.forEach((id, index) => {
      constraints.name(`ids.${index + 1}.member`, id);
    });
    constraints.check();
    const before = findRule(store, call, input.Rule ?? '', input.EventBusName);
    const bus = findBus(store, call, input.EventBusName);
    const targets = before.targets.filter((target) => !ids.includes(target.Id ?? ''));
    store.rules.put(bus, ruleKey(before.busName, before.name), { ...before, targets });
    return { FailedEntryCount: 0, FailedEntries: [] };
  };
}
