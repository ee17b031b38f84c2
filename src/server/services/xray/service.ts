/**
 * X-Ray: makes the service of its parts. Segments come in through `segmentSink` (JOURNEY 1), port 2000 and PutTraceSegments, and are
 * read back by the query operations and the service graph.
 *
 * Who calls it: `services/index.ts`. AWS API reference: AWS X-Ray, 2016-04-12.
 */
import type { RequestListener } from 'node:http';
import type { Config } from '../../config.ts';
import type { ClickHouse, ControlPlane, IngestLog } from '../../store/ports.ts';
import type { RequestSampler, SegmentSink, SentDocument, Tenant } from '../ports.ts';
import type { Service } from '../service.ts';
import { createControl, type XrayControl } from './control.ts';
import { readDatagram } from './daemon/datagram.ts';
import { DatagramBatcher } from './daemon/datagram-batcher.ts';
import { daemonHttp } from './daemon/http.ts';
import { kernelDrops } from './daemon/kernel-drops.ts';
import { type DaemonListener, type ListenOptions, listenDaemon } from './daemon/listen.ts';
import { Background } from './graph/background.ts';
import { FilteredMinutes } from './graph/filtered-minutes.ts';
import { MinuteCache } from './graph/minute-cache.ts';
import { SpanTable, serverName } from './graph/span-table.ts';
import { batchClock } from './ingest/batch.ts';
import { fastPath } from './ingest/fast-path.ts';
import type { TraceListener } from './ingest/notify.ts';
import { ingest } from './ingest/pipeline.ts';
import { batchGetTraces } from './operations/batch-get-traces.ts';
import { cancelTraceRetrieval } from './operations/cancel-trace-retrieval.ts';
import { createGroup } from './operations/create-group.ts';
import { createSamplingRule } from './operations/create-sampling-rule.ts';
import { deleteGroup } from './operations/delete-group.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteSamplingRule } from './operations/delete-sampling-rule.ts';
import { getEncryptionConfig } from './operations/get-encryption-config.ts';
import { getGroup } from './operations/get-group.ts';
import { getGroups } from './operations/get-groups.ts';
import { getIndexingRules } from './operations/get-indexing-rules.ts';
import { getInsight } from './operations/get-insight.ts';
import { getInsightEvents } from './operations/get-insight-events.ts';
import { getInsightImpactGraph } from './operations/get-insight-impact-graph.ts';
import { getInsightSummaries } from './operations/get-insight-summaries.ts';
import { getRetrievedTracesGraph } from './operations/get-retrieved-traces-graph.ts';
import { getSamplingRules } from './operations/get-sampling-rules.ts';
import { getSamplingStatisticSummaries } from './operations/get-sampling-statistic-summaries.ts';
import { getSamplingTargets } from './operations/get-sampling-targets.ts';
import { getServiceGraphOperation } from './operations/get-service-graph.ts';
import { getTimeSeriesServiceStatistics } from './operations/get-time-series-service-statistics.ts';
import { getTraceGraph } from './operations/get-trace-graph.ts';
import { getTraceSegmentDestination } from './operations/get-trace-segment-destination.ts';
import { getTraceSummaries } from './operations/get-trace-summaries.ts';
import { listResourcePolicies } from './operations/list-resource-policies.ts';
import { listRetrievedTraces } from './operations/list-retrieved-traces.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putEncryptionConfig } from './operations/put-encryption-config.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { putTelemetryRecordsOperation } from './operations/put-telemetry-records.ts';
import { putTraceSegmentsOperation } from './operations/put-trace-segments.ts';
import { startTraceRetrieval } from './operations/start-trace-retrieval.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateGroup } from './operations/update-group.ts';
import { updateIndexingRule } from './operations/update-indexing-rule.ts';
import { updateSamplingRule } from './operations/update-sampling-rule.ts';
import { updateTraceSegmentDestination } from './operations/update-trace-segment-destination.ts';
import { createOtlpReceiver, type OtlpCounts, type OtlpReceiver } from './otlp/receiver.ts';
import { indexTables, xrayTables } from './persist/tables.ts';
import { Retrievals } from './retrieval/retrievals.ts';
import { stageSampler } from './sampling/stage-sampler.ts';
import { SharedRecords } from './shared/shared-records.ts';

export interface XrayDependencies {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly controlPlane: ControlPlane;
  readonly config: Config;
}

export interface Xray {
  readonly service: Service;
  readonly segmentSink: SegmentSink;
  /** For API Gateway's stages. */
  readonly sampler: RequestSampler;
  /** The daemon's two doors, for port 2000 of this machine and of a function's environment. */
  readonly daemon: {
    /**
     * @param isInvocation inside a function's environment: is it one of Lambda's Invocation subsegments?
     * @returns the documents in a datagram; none (and counted) when it holds none.
     */
    datagram(bytes: Uint8Array, isInvocation?: (spanId: string) => boolean): readonly SentDocument[];
    http(tenant: Tenant): RequestListener;
  };
  /** Spans over HTTP, from outside and inside functions' environments. */
  readonly otlp: OtlpReceiver;
  /** Opens port 2000. @throws an error with code EADDRINUSE when it is taken. */
  listen(options: ListenOptions & { readonly tenant: Tenant }): Promise<DaemonListener>;
  /** PutTraceSegments, JSON bytes to JSON bytes. */
  readonly fastPath: (tenant: Tenant, body: Uint8Array) => Promise<Uint8Array>;
  stats(): XrayStats;
  /** Calls back with the traces of each batch once it is durable. @returns what ends that. */
  onTraces(listener: TraceListener): () => void;
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface XrayStats {
  readonly documents: { readonly accepted: number; readonly unprocessed: number };
  readonly datagrams: {
    readonly received: number;
    readonly garbage: number;
    readonly unsupported: number;
    /** Spans of ADOT's that were not sampled. */
    readonly unsampled: number;
    /** Dropped because the store could not follow. */
    readonly spilled: number;
    /** Dropped by the kernel on the listening ports; undefined where it does not tell. */
    readonly kernelDrops: number | undefined;
  };
  readonly telemetryRecords: number;
  readonly otlp: OtlpCounts;
}

/** Declares X-Ray's tables; call it before the store starts. */
export function createXray({ clickhouse, ingestLog, controlPlane, config }: XrayDependencies): Xray {
  for (const table of xrayTables) ingestLog.declare(table);

  const listeners = new Set<TraceListener>();
  const journey = { openBatch: batchClock(Date.now), ingestLog, listeners };
  const documents = { accepted: 0, unprocessed: 0 };
  const datagrams = { received: 0, garbage: 0, unsupported: 0, unsampled: 0 };
  const batchers = new Set<DatagramBatcher>();
  const udpPorts = new Set<number>();
  let telemetryRecords = 0;
  const graphTable = new SpanTable(clickhouse, serverName(controlPlane));
  const cache = new MinuteCache(clickhouse, graphTable);
  const background = new Background(cache);

  const segmentSink: SegmentSink = {
    accept(tenant, texts) {
      const sent = texts.length;
      return ingest(journey, tenant, texts).then((unprocessed) => {
        background.wake();
        documents.accepted += sent - unprocessed.length;
        documents.unprocessed += unprocessed.length;
        return unprocessed;
      });
    },
  };
  const shared =
    config.clickhouseUrl === undefined
      ? undefined
      : new SharedRecords(controlPlane, clickhouse, serverName(controlPlane), Date.now);
  const control = createControl(shared ?? controlPlane, Date.now);
  shared?.onChange(() => control.sampling.rules.forgetOrder());
  const { sampling, groups } = control;
  const retrievals = new Retrievals(Date.now);
  const graphs = { clickhouse, ingestLog, cache, filtered: new FilteredMinutes(clickhouse, cache), groups };

  const otlp = createOtlpReceiver(segmentSink, new Set(config.otlpIndexedAttributes));
  const datagram: Xray['daemon']['datagram'] = (bytes, isInvocation) => {
    datagrams.received++;
    const read = readDatagram(bytes);
    if (read.kind === 'document') return [read.document];
    const spans = read.kind === 'spans' ? otlp.datagram(read.request, isInvocation) : undefined;
    if (spans !== undefined) return spans;
    datagrams[read.kind === 'spans' ? 'garbage' : read.kind]++;
    return [];
  };
  const http = (tenant: Tenant): RequestListener =>
    daemonHttp({ rules: getSamplingRules(sampling.rules), targets: getSamplingTargets(sampling) }, tenant);

  return {
    service: {
      id: 'xray',
      operations: {
        PutTraceSegments: putTraceSegmentsOperation(segmentSink),
        PutTelemetryRecords: putTelemetryRecordsOperation((records) => {
          telemetryRecords += records;
        }),
        BatchGetTraces: batchGetTraces({ clickhouse, ingestLog }),
        GetTraceSummaries: getTraceSummaries({ clickhouse, ingestLog, groups }),
        GetTraceGraph: getTraceGraph({ clickhouse, ingestLog }),
        GetServiceGraph: getServiceGraphOperation(graphs),
        GetTimeSeriesServiceStatistics: getTimeSeriesServiceStatistics(graphs),
        StartTraceRetrieval: startTraceRetrieval(retrievals, control.settings),
        ListRetrievedTraces: listRetrievedTraces({ clickhouse, ingestLog }, retrievals),
        GetRetrievedTracesGraph: getRetrievedTracesGraph({ clickhouse, ingestLog }, retrievals),
        CancelTraceRetrieval: cancelTraceRetrieval(retrievals),
        ...controlOperations(control),
      },
    },
    segmentSink,
    sampler: stageSampler(sampling, Math.random),
    daemon: { datagram, http },
    otlp,
    async listen({ host, port, tenant }) {
      const batcher = new DatagramBatcher(segmentSink, tenant);
      const onDatagram = (bytes: Uint8Array): void => {
        for (const document of datagram(bytes)) batcher.add(document);
      };
      const listener = await listenDaemon({ host, port }, onDatagram, http(tenant));
      batchers.add(batcher);
      udpPorts.add(listener.udpPort);
      return {
        ...listener,
        async close() {
          await listener.close();
          await batcher.close();
          udpPorts.delete(listener.udpPort);
        },
      };
    },
    fastPath: (tenant, body) => fastPath(segmentSink, tenant, body),
    stats: () => ({
      documents: { ...documents },
      datagrams: {
        ...datagrams,
        spilled: [...batchers].reduce((sum, { counts }) => sum + counts.spilled, 0),
        kernelDrops: [...udpPorts]
          .map(kernelDrops)
          .reduce((sum, drops) => (drops === undefined ? sum : (sum ?? 0) + drops), undefined),
      },
      telemetryRecords,
      otlp: otlp.counts(),
    }),
    onTraces(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      await indexTables(clickhouse);
      await graphTable.create();
      await shared?.start();
      background.start();
    },
    async close() {
      await Promise.all([...batchers].map((batcher) => batcher.close()));
      await background.close();
      await shared?.close();
    },
  };
}

/** What is configured, and nothing that is traced. */
export function controlOperations({ sampling, groups, policies, settings, now }: XrayControl): Service['operations'] {
  const { rules } = sampling;
  const tagged = { rules, groups };
  return {
    CreateSamplingRule: createSamplingRule(rules),
    UpdateSamplingRule: updateSamplingRule(rules),
    DeleteSamplingRule: deleteSamplingRule(rules),
    GetSamplingRules: getSamplingRules(rules),
    GetSamplingTargets: getSamplingTargets(sampling),
    GetSamplingStatisticSummaries: getSamplingStatisticSummaries(sampling),
    CreateGroup: createGroup(groups),
    UpdateGroup: updateGroup(groups),
    DeleteGroup: deleteGroup(groups),
    GetGroup: getGroup(groups),
    GetGroups: getGroups(groups),
    GetInsightSummaries: getInsightSummaries(groups),
    GetInsight: getInsight,
    GetInsightEvents: getInsightEvents,
    GetInsightImpactGraph: getInsightImpactGraph,
    TagResource: tagResource(tagged),
    UntagResource: untagResource(tagged),
    ListTagsForResource: listTagsForResource(tagged),
    PutResourcePolicy: putResourcePolicy(policies, now),
    DeleteResourcePolicy: deleteResourcePolicy(policies),
    ListResourcePolicies: listResourcePolicies(policies),
    GetEncryptionConfig: getEncryptionConfig(settings),
    PutEncryptionConfig: putEncryptionConfig(settings),
    GetTraceSegmentDestination: getTraceSegmentDestination(settings),
    UpdateTraceSegmentDestination: updateTraceSegmentDestination(settings),
    GetIndexingRules: getIndexingRules(settings),
    UpdateIndexingRule: updateIndexingRule(settings, now),
  };
}
