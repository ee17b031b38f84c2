/**
 * Which public operations a page may call, and how their JSON becomes what an operation takes and gives. Called by server.ts.
 *
 * The browser holds no keys and signs nothing: `POST /_console/aws/{service}/{Operation}` runs the public operation as the default
 * account. Only operations that change nothing are listed; a page cannot reach any other. The one change that a page makes,
 * a function's active tracing, has an address and a file of its own (active-tracing.ts).
 */
interface ReadOperation {
  /** Top-level members that are timestamps: epoch seconds in JSON, `Date` in an operation's input. */
  readonly timestamps: readonly string[];
}

const plain: ReadOperation = { timestamps: [] };
const window: ReadOperation = { timestamps: ['StartTime', 'EndTime'] };

const readOperations: Readonly<Record<string, Readonly<Record<string, ReadOperation>>>> = {
  xray: {
    BatchGetTraces: plain,
    GetEncryptionConfig: plain,
    GetGroup: plain,
    GetGroups: plain,
    GetIndexingRules: plain,
    GetInsightSummaries: window,
    GetSamplingRules: plain,
    GetSamplingStatisticSummaries: plain,
    GetServiceGraph: window,
    GetTimeSeriesServiceStatistics: window,
    GetTraceGraph: plain,
    GetTraceSegmentDestination: plain,
    GetTraceSummaries: window,
    ListResourcePolicies: plain,
  },
  lambda: {
    GetFunction: plain,
    GetFunctionConcurrency: plain,
    GetFunctionConfiguration: plain,
    ListAliases: plain,
    ListEventSourceMappings: plain,
    ListFunctionUrlConfigs: plain,
    ListFunctions: plain,
    ListVersionsByFunction: plain,
  },
  logs: {
    DescribeLogGroups: plain,
    DescribeLogStreams: plain,
    FilterLogEvents: plain,
    GetLogEvents: plain,
  },
};

/** Undefined when a page may not call it. */
export function findReadOperation(service: string, operation: string): ReadOperation | undefined {
  const operations = Object.hasOwn(readOperations, service) ? readOperations[service] : undefined;
  return operations !== undefined && Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}

/** JSON input → operation input: timestamps become `Date`. What is not a number is left for the operation to refuse. */
export function decodeInput(input: Readonly<Record<string, unknown>>, operation: ReadOperation): Record<string, unknown> {
  const decoded: Record<string, unknown> = { ...input };
  for (const member of operation.timestamps) {
    const seconds = decoded[member];
    if (typeof seconds === 'number') decoded[member] = new Date(seconds * 1000);
  }
  return decoded;
}

/** Operation output → JSON as AWS's JSON protocols print it: timestamps are epoch seconds, blobs base64. */
export function encodeOutput(output: unknown): string {
  return JSON.stringify(encodeValue(output ?? {}));
}

function encodeValue(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(encodeValue);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, encodeValue(member)]));
  return value;
}
