/** What EnableRule and DisableRule have in common. */
import type { CallContext } from '../service.ts';
import type { EventsControl } from './control.ts';
import { findBus, findRule } from './find.ts';
import { isEnabled, ruleKey, type StoredRule } from './store.ts';

/** A schedule that is enabled counts from now on. @throws ResourceNotFoundException */
export function setState(
  { store, scheduler, now }: EventsControl,
  input: { readonly Name: string | undefined; readonly EventBusName?: string | undefined },
  call: CallContext,
  state: StoredRule['state'],
): void {
  const before = findRule(store, call, input.Name ?? '', input.EventBusName);
  const bus = findBus(store, call, input.EventBusName);
  const anchor = isEnabled(before) === isEnabled({ state }) ? before.anchor : now();
  const rule = { ...before, state, anchor };
  store.rules.put(bus, ruleKey(rule.busName, rule.name), rule);
  scheduler.changed(bus, rule);
}
