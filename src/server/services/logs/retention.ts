/**
 * How long events are kept. Reads leave out what has expired, to the millisecond; a sweep removes it, and what deleted groups and
 * streams left behind.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
import type { ClickHouse, IngestLog, QueryParams } from '../../store/ports.ts';
import type { LogGroup, LogGroups } from './log-group.ts';

const day = 24 * 60 * 60 * 1000;

/** The earliest time (epoch milliseconds) that the group still has. */
export function keptFrom(group: LogGroup, now: number): number {
  return group.retentionInDays === undefined ? 0 : Math.max(0, now - group.retentionInDays * day);
}

/** Removes rows that no read shows any more. A row of a deleted group is removed before the group is forgotten. */
export async function sweepEvents(clickhouse: ClickHouse, ingestLog: IngestLog, groups: LogGroups, now: number): Promise<void> {
  const remove = async (condition: string, params: QueryParams) => {
    // A DELETE rewrites parts: it is worth it only when there is something to delete.
    const [found] = await clickhouse.query<{ some: number }>(
      `SELECT 1 AS some FROM log_event WHERE ${condition} LIMIT 1`,
      params,
    );
    if (found) await clickhouse.command(`DELETE FROM log_event WHERE ${condition}`, params);
  };
  const deleted = groups.deleted.all();
  if (deleted.length > 0) await ingestLog.settled();
  for (const { scope, id, value } of deleted) {
    const tenant = { account: scope.account, region: scope.region, group: value.groupId };
    const ofGroup = 'account = {account:String} AND region = {region:String} AND group_id = {group:String}';
    if (value.streamId === undefined) await remove(ofGroup, tenant);
    else await remove(`${ofGroup} AND stream_id = {stream:String}`, { ...tenant, stream: value.streamId });
    groups.deleted.delete(scope, id);
  }
  for (const { scope, value: group } of groups.allGroups()) {
    const from = keptFrom(group, now);
    if (from === 0) continue;
    await remove(
      'account = {account:String} AND region = {region:String} AND group_id = {group:String} AND timestamp < {from:UInt64}',
      { account: scope.account, region: scope.region, group: group.id, from },
    );
  }
}
