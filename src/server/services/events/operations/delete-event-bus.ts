/** DeleteEventBus: of one that is not there, too. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html */
import type { DeleteEventBusCommandInput } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { invalid } from '../errors.ts';
import { busNamed, rulesOf } from '../find.ts';

export function deleteEventBus({ store }: EventsControl) {
  return (input: DeleteEventBusCommandInput, call: CallContext): Record<string, never> => {
    const named = busNamed(call, input.Name);
    if (named.name === 'default') throw invalid('Cannot delete event bus default.');
    if (rulesOf(store, named, named.name).length > 0)
      throw invalid(`Event bus ${named.name} can't be deleted since it has rules.`);
    store.buses.delete(named, named.name);
    return {};
  };
}
