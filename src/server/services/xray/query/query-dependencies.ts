/**
 * What X-Ray's read operations need: the store, and the log in front of it, so that a client reads what it wrote.
 */
import type { ClickHouse, IngestLog } from '../../../store/ports.ts';

export interface QueryDependencies {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: Pick<IngestLog, 'settled'>;
}
