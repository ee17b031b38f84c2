/**
 * Which events a query is about, as a condition for the database. Who uses it: `survey.ts` counts them, `read-records.ts` reads them.
 */
import type { QueryParams, Scope } from '../../../store/ports.ts';
import type { LogGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { keptFrom } from '../retention.ts';

export interface Selection {
  readonly scope: Scope;
  readonly groups: readonly LogGroup[];
  /** Epoch milliseconds: inclusive and exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface Condition {
  readonly sql: string;
  readonly params: QueryParams;
}

/** Events that are expired or deleted are left out, as in all reads. */
export function conditionOf(logs: Logs, { scope, groups, from, to }: Selection): Condition {
  const params: Record<string, QueryParams[string]> = { account: scope.account, region: scope.region, from, to };
  params['groups'] = groups.map((group) => group.id);
  const conditions = [
    'account = {account:String} AND region = {region:String} AND group_id IN {groups:Array(String)}',
    'timestamp >= {from:UInt64} AND timestamp < {to:UInt64}',
  ];
  for (const [place, group] of groups.entries()) {
    const kept = keptFrom(group, logs.now());
    if (kept <= from) continue;
    conditions.push(`(group_id != {group${place}:String} OR timestamp >= {kept${place}:UInt64})`);
    params[`group${place}`] = group.id;
    params[`kept${place}`] = kept;
  }
  const deleted = groups.flatMap((group) => logs.groups.deletedStreams(scope, group));
  if (deleted.length > 0) {
    conditions.push('stream_id NOT IN {deleted:Array(String)}');
    params['deleted'] = deleted;
  }
  return { sql: conditions.join(' AND '), params };
}
