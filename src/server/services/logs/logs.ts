/**
 * What the operations of CloudWatch Logs work with.
 */
import type { ClickHouse, IngestLog } from '../../store/ports.ts';
import type { FunctionInvoker } from '../ports.ts';
import type { AppendEvents } from './append-events.ts';
import type { LogGroups } from './log-group.ts';

export interface Logs {
  readonly groups: LogGroups;
  readonly append: AppendEvents;
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly invoker: FunctionInvoker;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
