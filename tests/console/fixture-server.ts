/**
 * The console's real server over made-up answers: `node --import tsx tests/console/fixture-server.ts [port]` to work on the pages, and
 * what the browser tests drive. Build the pages first: `npx vite build --config src/console/vite.config.ts`.
 */
import { fileURLToPath } from 'node:url';
import { resolveConfig } from '../../src/server/config.ts';
import { createConsole, type ListeningConsole } from '../../src/server/console/server.ts';
import { AwsError } from '../../src/server/wire/aws-error.ts';
import { shopFunctions } from './fixture-functions.ts';
import { shopGraph } from './fixture-graph.ts';
import { hostileTrace, longTrace, plainSummaries } from './fixture-lists.ts';
import { coldStartTrace, type FixtureTrace, faultTrace, runningTrace } from './fixture-traces.ts';

export interface FixtureServer extends ListeningConsole {
  readonly traces: Readonly<Record<'cold' | 'fault' | 'running' | 'long' | 'hostile', FixtureTrace>>;
  /** Every filter expression that was asked for. */
  readonly filters: readonly string[];
  /** Every call that reached an operation. */
  readonly calls: string[];
  /** Documents of the policies that the functions' roles hold, by name. */
  readonly policies: ReadonlyMap<string, string>;
  /** Announces a new trace, as ingestion does. */
  arrive(): string;
  /** What lists answer from now on. */
  answer(kind: 'full' | 'empty' | 'broken'): void;
}

/** @param isolated whether functions are; where not, the pages say so. */
export async function startFixtureServer(port = 0, host = '127.0.0.1', isolated = true): Promise<FixtureServer> {
  const now = Date.now() / 1000;
  const traces = {
    cold: coldStartTrace(now - 12),
    fault: faultTrace(now - 31),
    running: runningTrace(now - 4),
    long: longTrace(now - 90, 500),
    hostile: hostileTrace(now - 50),
  };
  const summaries = [...Object.values(traces).map(({ summary }) => summary), ...plainSummaries(now - 100, 140)];
  const functions = shopFunctions(now, traces.cold.id);
  const calls: string[] = [];
  const filters: string[] = [];
  const listeners = new Set<(traceIds: readonly string[]) => void>();
  let kind: 'full' | 'empty' | 'broken' = 'full';

  const operations = new Map<string, (input: Record<string, unknown>) => unknown>(
    Object.entries({
      getTraceSummaries({ FilterExpression, StartTime }: Record<string, unknown>) {
        if (!(StartTime instanceof Date)) throw new AwsError('SerializationException', 'StartTime is no timestamp');
        if (typeof FilterExpression === 'string') filters.push(FilterExpression);
        if (typeof FilterExpression === 'string' && FilterExpression.includes('!!'))
          throw new AwsError(
            'InvalidRequestException',
            `Invalid filter expression: unexpected "!!" at position ${FilterExpression.indexOf('!!')}`,
          );
        const matching =
          FilterExpression === undefined
            ? summaries
            : summaries.filter((summary) => String(FilterExpression).includes('fault') && summary['HasFault'] === true);
        return {
          TraceSummaries: kind === 'empty' ? [] : matching,
          TracesProcessedCount: summaries.length,
          ApproximateTime: new Date(),
        };
      },
      batchGetTraces({ TraceIds }: Record<string, unknown>) {
        const found = Object.values(traces).filter(({ id }) => (TraceIds as string[]).includes(id));
        return {
          Traces: found.map(({ id, documents }) => ({
            Id: id,
            Duration: 1,
            LimitExceeded: false,
            Segments: documents.map((document) => ({ Id: document['id'], Document: JSON.stringify(document) })),
          })),
          UnprocessedTraceIds: [],
        };
      },
      getServiceGraph: () => (kind === 'empty' ? { Services: [] } : shopGraph(now)),
      getTraceGraph: () => shopGraph(now),
      getGroups: () => ({
        Groups: [{ GroupName: 'Default' }, { GroupName: 'checkout', FilterExpression: 'service("checkout")' }],
      }),
      ...functions.operations,
      listFunctions: () => (kind === 'empty' ? { Functions: [] } : functions.operations.listFunctions()),
    }),
  );

  const console = createConsole({
    config: resolveConfig({}, {}),
    async call(service, operation, input) {
      calls.push(`${service}:${operation}`);
      if (kind === 'broken') throw new AwsError('InternalFailure', 'The store does not answer.', 500);
      const run = operations.get(operation.charAt(0).toLowerCase() + operation.slice(1));
      if (run === undefined) throw new AwsError('UnknownOperationException', `${operation} is not in the fixture.`, 404);
      return run(input as Record<string, unknown>);
    },
    onTraces(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    summary: () => summaryOf(isolated),
    assetsDir: builtConsole,
  });
  const listening = await console.listen(host, port);
  let arrived = 0;
  return {
    ...listening,
    traces,
    filters,
    calls,
    policies: functions.policies,
    arrive() {
      arrived += 1;
      const trace = faultTrace(Date.now() / 1000 - 2, 5000 + arrived);
      summaries.unshift(trace.summary);
      for (const listener of listeners) listener([trace.id]);
      return trace.id;
    },
    answer(next) {
      kind = next;
    },
  };
}

function summaryOf(isolated: boolean): object {
  const notice =
    'Functions are not isolated: bubblewrap is not installed. Install it, for example with `apt install bubblewrap`.';
  return {
    status: 'ready',
    version: '0.1.0',
    apiUrl: 'http://127.0.0.1:4580',
    region: 'us-east-1',
    accountId: '000000000000',
    dataDir: '/home/dev/shop/.radiograph',
    ports: { api: 4580, console: 4567, xrayUdp: 2000, xrayTcp: 2000, otlpHttp: 4318, otlpGrpc: 4317 },
    sandbox: isolated ? { kind: 'bubblewrap', limits: 'cgroup2' } : { kind: 'none', limits: 'watchdog', notice },
    warnings: isolated ? [] : [notice],
  };
}

export const builtConsole = fileURLToPath(new URL('../../dist/console', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startFixtureServer(Number(process.argv[2] ?? 4567));
  process.stdout.write(`${server.url}\n`);
  for (const [name, { id }] of Object.entries(server.traces)) process.stdout.write(`${server.url}/traces/${id}  ${name}\n`);
}
