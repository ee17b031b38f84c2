/**
 * JOURNEY 1, step 7: say which traces have changed, once that is durable.
 *
 * Who calls it: `pipeline.ts`. Listeners: the live console.
 */
import type { Tenant } from '../../ports.ts';
import type { AcceptedDocument } from './normalise.ts';

export type TraceListener = (tenant: Tenant, traceIds: readonly string[]) => void;

export function notify(listeners: ReadonlySet<TraceListener>, tenant: Tenant, accepted: readonly AcceptedDocument[]): void {
  if (listeners.size === 0) return;
  const traceIds = [...new Set(accepted.map(({ document }) => document.trace_id))];
  for (const listener of listeners) listener(tenant, traceIds);
}
