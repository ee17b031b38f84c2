/**
 * CloudWatch Logs: groups, streams, events, filter patterns, retention.
 *
 * Who calls it: `services/index.ts`; functions write through `logSink`, clients through the service.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html
 */
import { randomInt } from 'node:crypto';
import type { ClickHouse, ControlPlane, IngestLog } from '../../store/ports.ts';
import type { FunctionInvoker, LogEvent, LogSink, MetricSink, Tenant } from '../ports.ts';
import type { Service } from '../service.ts';
import { eventAppender } from './append-events.ts';
import { createArrivals } from './event-id.ts';
import { eventTable } from './event-table.ts';
import { openQueries } from './insights/queries.ts';
import { openLogGroups } from './log-group.ts';
import { createLogSink } from './log-sink.ts';
import type { Logs } from './logs.ts';
import { metricEmitter } from './metric-filter/emit.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { deleteLogGroup } from './operations/delete-log-group.ts';
import { deleteLogStream } from './operations/delete-log-stream.ts';
import { deleteMetricFilter } from './operations/delete-metric-filter.ts';
import { deleteQueryDefinition } from './operations/delete-query-definition.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteRetentionPolicy } from './operations/delete-retention-policy.ts';
import { deleteSubscriptionFilter } from './operations/delete-subscription-filter.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { describeMetricFilters } from './operations/describe-metric-filters.ts';
import { describeQueries } from './operations/describe-queries.ts';
import { describeQueryDefinitions } from './operations/describe-query-definitions.ts';
import { describeResourcePolicies } from './operations/describe-resource-policies.ts';
import { describeSubscriptionFilters } from './operations/describe-subscription-filters.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { getLogGroupFields } from './operations/get-log-group-fields.ts';
import { getLogRecord } from './operations/get-log-record.ts';
import { getQueryResults } from './operations/get-query-results.ts';
import { listLogGroups } from './operations/list-log-groups.ts';
import { listLogGroupsForQuery } from './operations/list-log-groups-for-query.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTagsLogGroup } from './operations/list-tags-log-group.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { putMetricFilter } from './operations/put-metric-filter.ts';
import { putQueryDefinition } from './operations/put-query-definition.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { putRetentionPolicy } from './operations/put-retention-policy.ts';
import { putSubscriptionFilter } from './operations/put-subscription-filter.ts';
import { startQuery } from './operations/start-query.ts';
import { stopQuery } from './operations/stop-query.ts';
import { tagLogGroup } from './operations/tag-log-group.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testMetricFilter } from './operations/test-metric-filter.ts';
import { untagLogGroup } from './operations/untag-log-group.ts';
import { untagResource } from './operations/untag-resource.ts';
import { sweepEvents } from './retention.ts';
import { createDeliverer } from './subscription/deliver.ts';

/** How often expired and deleted events are removed from the table; reads leave them out at once. */
const sweepEvery = 60 * 60 * 1000;

/** Declares its table, so it is called before the store starts. `start` is called after, `close` before the store closes. */
export function createLogs(deps: {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly controlPlane: ControlPlane;
  readonly invoker: FunctionInvoker;
  /** For metric filters, and what subscription filters count. */
  readonly metricSink: MetricSink;
  /** CloudWatch takes the embedded metrics out of events once they are durable. Must not reject. */
  readonly onEvents?: (tenant: Tenant, logGroup: string, events: readonly LogEvent[]) => Promise<void>;
}): { readonly service: Service; readonly logSink: LogSink; start(): Promise<void>; close(): Promise<void> } {
  const { clickhouse, ingestLog, controlPlane } = deps;
  ingestLog.declare(eventTable);
  const groups = openLogGroups(controlPlane, Date.now);
  const { invoker, metricSink, onEvents } = deps;
  const deliverer = createDeliverer({ groups, invoker, metricSink, now: Date.now });
  const emitMetrics = metricEmitter(groups, metricSink);
  const append = eventAppender(ingestLog, createArrivals(randomInt(2 ** 32), Date.now), async (scope, group, stream, rows) => {
    deliverer.take(scope, group, stream, rows);
    await emitMetrics(scope, group, rows);
    await onEvents?.({ account: scope.account, region: scope.region }, group.name, rows);
  });
  const queries = openQueries(() => logs);
  const logs: Logs = {
    ...{ groups, append, clickhouse, ingestLog, invoker, queries, now: Date.now },
    queryDefinitions: controlPlane.collection('log-query-definition'),
    resourcePolicies: controlPlane.collection('log-resource-policy'),
  };
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  // What could not be removed is tried again at the next turn.
  const sweep = () => {
    sweeping = sweeping.then(() => sweepEvents(clickhouse, ingestLog, groups, Date.now())).catch(() => undefined);
  };
  return {
    service: {
      id: 'logs',
      operations: {
        CreateLogGroup: createLogGroup(logs),
        CreateLogStream: createLogStream(logs),
        DeleteLogGroup: deleteLogGroup(logs),
        DeleteLogStream: deleteLogStream(logs),
        DeleteMetricFilter: deleteMetricFilter(logs),
        DeleteQueryDefinition: deleteQueryDefinition(logs),
        DeleteResourcePolicy: deleteResourcePolicy(logs),
        DeleteRetentionPolicy: deleteRetentionPolicy(logs),
        DeleteSubscriptionFilter: deleteSubscriptionFilter(logs),
        DescribeLogGroups: describeLogGroups(logs),
        DescribeLogStreams: describeLogStreams(logs),
        DescribeMetricFilters: describeMetricFilters(logs),
        DescribeQueries: describeQueries(logs),
        DescribeQueryDefinitions: describeQueryDefinitions(logs),
        DescribeResourcePolicies: describeResourcePolicies(logs),
        DescribeSubscriptionFilters: describeSubscriptionFilters(logs),
        FilterLogEvents: filterLogEvents(logs),
        GetLogEvents: getLogEvents(logs),
        GetLogGroupFields: getLogGroupFields(logs),
        GetLogRecord: getLogRecord(logs),
        GetQueryResults: getQueryResults(logs),
        ListLogGroups: listLogGroups(logs),
        ListLogGroupsForQuery: listLogGroupsForQuery(logs),
        ListTagsForResource: listTagsForResource(logs),
        ListTagsLogGroup: listTagsLogGroup(logs),
        PutLogEvents: putLogEvents(logs),
        PutMetricFilter: putMetricFilter(logs),
        PutQueryDefinition: putQueryDefinition(logs),
        PutResourcePolicy: putResourcePolicy(logs),
        PutRetentionPolicy: putRetentionPolicy(logs),
        PutSubscriptionFilter: putSubscriptionFilter(logs),
        StartQuery: startQuery(logs),
        StopQuery: stopQuery(logs),
        TagLogGroup: tagLogGroup(logs),
        TagResource: tagResource(logs),
        TestMetricFilter: testMetricFilter(),
        UntagLogGroup: untagLogGroup(logs),
        UntagResource: untagResource(logs),
      },
    },
    logSink: createLogSink(controlPlane, groups, append),
    async start() {
      sweep();
      timer = setInterval(sweep, sweepEvery).unref();
    },
    async close() {
      clearInterval(timer);
      await Promise.all([deliverer.close(), queries.close()]);
      await sweeping;
    },
  };
}
