/**
 * First and last times of streams, for DescribeLogStreams: taken from the events, so there is no second truth to keep.
 */
import type { Scope } from '../../store/ports.ts';
import type { LogGroup } from './log-group.ts';
import type { Logs } from './logs.ts';
import { keptFrom } from './retention.ts';

/** Epoch milliseconds. */
export interface StreamTimes {
  readonly first: number;
  readonly last: number;
  readonly lastIngestion: number;
}

/**
 * @param streamIds undefined: all of the group.
 * @returns times by id of the stream; streams without events are not in it.
 */
export async function streamTimesOf(
  logs: Logs,
  scope: Scope,
  group: LogGroup,
  streamIds: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Map<string, StreamTimes>> {
  if (streamIds?.length === 0) return new Map();
  await logs.ingestLog.settled();
  const rows = await logs.clickhouse.query<{ stream_id: string; first: string; last: string; ingestion: string }>(
    `SELECT stream_id, min(timestamp) AS first, max(timestamp) AS last, max(ingested) AS ingestion FROM log_event
WHERE account = {account:String} AND region = {region:String} AND group_id = {group:String} AND timestamp >= {from:UInt64}
${streamIds ? 'AND stream_id IN {streams:Array(String)} ' : ''}GROUP BY stream_id`,
    {
      account: scope.account,
      region: scope.region,
      group: group.id,
      from: keptFrom(group, logs.now()),
      ...(streamIds ? { streams: streamIds } : {}),
    },
    { signal },
  );
  return new Map(
    rows.map((row) => [
      row.stream_id,
      { first: Number(row.first), last: Number(row.last), lastIngestion: Number(row.ingestion) },
    ]),
  );
}
