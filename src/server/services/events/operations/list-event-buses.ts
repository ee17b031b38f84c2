/** ListEventBuses. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html */
import type { ListEventBusesCommandInput, ListEventBusesResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { busAnswer } from '../bus-answer.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { findBus } from '../find.ts';
import { page } from '../paging.ts';

export function listEventBuses({ store }: EventsControl) {
  return (input: ListEventBusesCommandInput, call: CallContext): ListEventBusesResponse => {
    new Constraints().length('namePrefix', input.NamePrefix, 1, 256).check();
    const stored = store.buses.list(call).map(({ value }) => value);
    const all = [findBus(store, call, 'default'), ...stored.filter(({ name }) => name !== 'default')]
      .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, ...next } = page(all, input, ({ name }) => name);
    return { EventBuses: items.map((bus) => busAnswer(call, bus)), ...next };
  };
}
