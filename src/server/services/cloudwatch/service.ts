/**
 * CloudWatch metrics: data in from PutMetricData, functions' embedded metrics, Lambda and API Gateway; statistics out.
 *
 * Who calls it: `services/index.ts`; Lambda and API Gateway write through `metricSink`, clients through the service.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html
 */
import type { Config } from '../../config.ts';
import type { ClickHouse, ControlPlane, IngestLog } from '../../store/ports.ts';
import type { MetricSink } from '../ports.ts';
import type { Service } from '../service.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { logEventTaker, type TakeLogEvents } from './log-events.ts';
import { createMetricSink } from './metric-sink.ts';
import { metricTable } from './metric-table.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putMetricData } from './operations/put-metric-data.ts';

/** Declares its table, so it is called before the store starts. `start` is called after, `close` before the store closes. */
export function createCloudWatch(deps: {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly controlPlane: ControlPlane;
  readonly config: Config;
}): {
  readonly service: Service;
  readonly metricSink: MetricSink;
  readonly takeLogEvents: TakeLogEvents;
  start(): Promise<void>;
  close(): Promise<void>;
} {
  const { clickhouse, ingestLog } = deps;
  ingestLog.declare(metricTable);
  const sink = createMetricSink(ingestLog);
  const cloudwatch: CloudWatch = { clickhouse, ingestLog, sink, now: Date.now };
  return {
    service: {
      id: 'cloudwatch',
      operations: {
        GetMetricData: getMetricData(cloudwatch),
        GetMetricStatistics: getMetricStatistics(cloudwatch),
        ListMetrics: listMetrics(cloudwatch),
        PutMetricData: putMetricData(cloudwatch),
      },
    },
    metricSink: sink,
    takeLogEvents: logEventTaker(sink, Date.now),
    async start() {},
    async close() {},
  };
}
