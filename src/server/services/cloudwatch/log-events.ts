/** Takes the metrics out of stored log events. Who calls it: the logs service, through `services/index.ts`, once events are durable. */
import type { LogEvent, MetricSink, Tenant } from '../ports.ts';
import { emf } from './emf.ts';

export type TakeLogEvents = (tenant: Tenant, logGroup: string, events: readonly LogEvent[]) => Promise<void>;

/** Never rejects: a store that takes no metrics must not make a client send its log events again. */
export function logEventTaker(sink: MetricSink, now: () => number): TakeLogEvents {
  return async (tenant, logGroup, events) => {
    for (const { message } of events) {
      const { directives, error } = emf(message, now());
      const puts = directives.map(({ namespace, data }) => sink.put(tenant, namespace, data));
      if (error)
        puts.push(
          sink.put(tenant, 'AWS/Logs', [
            { name: error, dimensions: [['LogGroupName', logGroup]], timestamp: now(), unit: 'Count', values: [1] },
          ]),
        );
      await Promise.all(puts).catch((failure: unknown) => process.stderr.write(`CloudWatch: ${String(failure)}\n`));
    }
  };
}
