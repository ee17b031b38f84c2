/**
 * What the operations of CloudWatch Logs work with.
 */
import type { ClickHouse, Collection, IngestLog } from '../../store/ports.ts';
import type { FunctionInvoker } from '../ports.ts';
import type { AppendEvents } from './append-events.ts';
import type { Queries } from './insights/queries.ts';
import type { StoredQueryDefinition } from './insights/query-definition.ts';
import type { LogGroups } from './log-group.ts';
import type { StoredResourcePolicy } from './resource-policy.ts';

export interface Logs {
  readonly groups: LogGroups;
  readonly append: AppendEvents;
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly invoker: FunctionInvoker;
  readonly queries: Queries;
  readonly queryDefinitions: Collection<StoredQueryDefinition>;
  readonly resourcePolicies: Collection<StoredResourcePolicy>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
