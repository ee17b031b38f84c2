/** An event bus: finds the rules that take an event, and sends it to their targets. Called by PutEvents, and by Lambda through a port. */
import { BoundedMap } from '../../../bounded-map.ts';
import type { Tenant } from '../../ports.ts';
import { rulesOf } from '../find.ts';
import { matchesPattern } from '../pattern/match.ts';
import type { EventPattern } from '../pattern/nodes.ts';
import { parsePattern } from '../pattern/parse.ts';
import { type EventsStore, isEnabled } from '../store.ts';
import { createDelivery, type Delivery, type DeliveryDeps } from './deliver.ts';
import type { BusEvent } from './event.ts';

export interface EventBus {
  readonly delivery: Delivery;
  /** Resolves once the targets have the event. A bus that is not there takes it, and loses it, as AWS's does. Never rejects. */
  accept(tenant: Tenant, busName: string, event: BusEvent, traceHeader: string | undefined): Promise<void>;
}

/** Patterns that are kept in their parsed form. */
const keptPatterns = 1_000;

export function createEventBus(store: EventsStore, deps: Omit<DeliveryDeps, 'forward'>): EventBus {
  const parsed = new BoundedMap<string, EventPattern>(keptPatterns);
  const patternOf = (text: string): EventPattern => {
    const known = parsed.get(text);
    if (known) return known;
    const pattern = parsePattern(text);
    parsed.set(text, pattern);
    return pattern;
  };
  const take = async (
    tenant: Tenant,
    busName: string,
    event: BusEvent,
    traceHeader: string | undefined,
    forwarded: boolean,
  ): Promise<void> => {
    const taking = rulesOf(store, tenant, busName).filter(
      (rule) => isEnabled(rule) && rule.eventPattern !== undefined && matchesPattern(patternOf(rule.eventPattern), event),
    );
    await Promise.all(taking.map((rule) => delivery.deliver({ tenant, rule, event, traceHeader, forwarded })));
  };
  const delivery = createDelivery({
    ...deps,
    forward: (tenant, busName, event, traceHeader) => take(tenant, busName, event, traceHeader, true),
  });
  return { delivery, accept: (tenant, busName, event, traceHeader) => take(tenant, busName, event, traceHeader, false) };
}
