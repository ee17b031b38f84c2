/**
 * Bytes that log groups hold, for DescribeLogGroups.
 */
import type { Scope } from '../../store/ports.ts';
import type { LogGroup } from './log-group.ts';
import type { Logs } from './logs.ts';

/** @returns bytes by id of the group; groups without events are not in it. */
export async function storedBytesOf(
  logs: Logs,
  scope: Scope,
  groups: readonly LogGroup[],
  signal: AbortSignal,
): Promise<Map<string, number>> {
  if (groups.length === 0) return new Map();
  await logs.ingestLog.settled();
  const rows = await logs.clickhouse.query<{ group_id: string; bytes: string }>(
    `SELECT group_id, sum(size) AS bytes FROM log_event
WHERE account = {account:String} AND region = {region:String} AND group_id IN {groups:Array(String)} GROUP BY group_id`,
    { account: scope.account, region: scope.region, groups: groups.map((group) => group.id) },
    { signal },
  );
  return new Map(rows.map((row) => [row.group_id, Number(row.bytes)]));
}
