/**
 * What is recorded of a request that was answered: the stage's segment, API Gateway's metrics and the access log. Nobody waits for it.
 */
import type { LogSink, MetricSink, SegmentSink } from '../ports.ts';
import { accessLogEntry } from './access-log.ts';
import type { Exchange } from './exchange.ts';
import { requestMetrics } from './metrics.ts';
import type { Outcome } from './stage-segment.ts';
import { stageSegment } from './stage-segment.ts';

export interface Recorders {
  readonly segmentSink: SegmentSink;
  readonly metricSink: MetricSink;
  readonly logSink: LogSink;
}

/** @param isRouted a request that no method takes is counted, but not traced. Rejects when a store is full. */
export function record(sinks: Recorders, exchange: Exchange, outcome: Outcome, isRouted: boolean): Promise<unknown> {
  const { tenant, stage } = exchange.served;
  const work: Promise<unknown>[] = [sinks.metricSink.put(tenant, 'AWS/ApiGateway', requestMetrics(exchange, outcome))];
  const { recorded } = exchange.trace;
  if (recorded && isRouted) {
    const document = JSON.stringify(stageSegment(exchange, recorded, outcome));
    work.push(sinks.segmentSink.accept(tenant, [document]));
  }
  const entry = stage.accessLog && accessLogEntry(stage.accessLog, exchange, outcome);
  if (entry) work.push(sinks.logSink.write(entry.tenant, entry.logGroup, entry.logStream, [entry.event]));
  return Promise.all(work);
}
