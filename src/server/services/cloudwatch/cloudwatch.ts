/** What the operations of CloudWatch work with. */
import type { ClickHouse, IngestLog } from '../../store/ports.ts';
import type { MetricSink } from '../ports.ts';

export interface CloudWatch {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly sink: MetricSink;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
