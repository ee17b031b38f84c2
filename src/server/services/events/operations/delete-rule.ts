/** DeleteRule: of one that is not there, too. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
import type { DeleteRuleCommandInput } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { invalid } from '../errors.ts';
import { findBus } from '../find.ts';
import { ruleKey } from '../store.ts';

export function deleteRule({ store }: EventsControl) {
  return (input: DeleteRuleCommandInput, call: CallContext): Record<string, never> => {
    const name = input.Name ?? '';
    new Constraints().name('name', name).check();
    const bus = findBus(store, call, input.EventBusName);
    const key = ruleKey(bus.name, name);
    const rule = store.rules.get(bus, key);
    if (rule && rule.targets.length > 0) throw invalid("Rule can't be deleted since it has targets.");
    store.rules.delete(bus, key);
    return {};
  };
}
