/**
 * Gives CloudWatch what the metric filters of a group make of new events. Who calls it: `append-events.ts`, once events are durable.
 */
import type { Scope } from '../../../store/ports.ts';
import type { LogEvent, MetricSink } from '../../ports.ts';
import type { LogGroup, LogGroups } from '../log-group.ts';
import { filterKey } from '../log-group.ts';
import { storedPattern } from '../read-pattern.ts';
import { measure } from './measure.ts';

export type EmitMetrics = (scope: Scope, group: LogGroup, events: readonly LogEvent[]) => Promise<void>;

/** Resolves once the data are durable. Never rejects: a store that takes no metrics must not make a client send its events again. */
export function metricEmitter(groups: LogGroups, sink: MetricSink): EmitMetrics {
  /** The last minute of each filter with a default value that has one. */
  const reported = new Map<string, number>();
  return async (scope, group, events) => {
    const filters = groups.metricFilters.list(scope, filterKey(group, ''));
    if (filters.length === 0 || events.length === 0) return;
    const tenant = { account: scope.account, region: scope.region };
    const puts = filters.map(async ({ id, value: { filterPattern, transformation } }) => {
      const measured = measure(transformation, storedPattern(filterPattern), events, reported.get(id) ?? -1);
      if (transformation.defaultValue !== undefined) reported.set(id, measured.reported);
      if (measured.data.length > 0) await sink.put(tenant, transformation.metricNamespace, measured.data);
    });
    for (const result of await Promise.allSettled(puts))
      if (result.status === 'rejected') process.stderr.write(`Metric filters: ${String(result.reason)}\n`);
  };
}
