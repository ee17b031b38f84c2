/** What every operation of EventBridge is given. Made once by `service.ts`. */
import type { EventBus } from './delivery/bus.ts';
import type { Scheduler } from './schedule/scheduler.ts';
import type { EventsStore } from './store.ts';

export interface EventsControl {
  readonly store: EventsStore;
  readonly bus: EventBus;
  readonly scheduler: Scheduler;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
