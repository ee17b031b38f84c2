/**
 * Fields that Logs Insights finds in the lines of Lambda: `@type`, `@requestId`, `@duration`, and so on.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export type LambdaFields = Readonly<Record<string, string | number>>;

const platform = /^(START|END|REPORT) RequestId: ([0-9a-zA-Z-]+)/;
/** Behind a tab, as Node's and Python's runtimes print it before what the function says. */
const requestId = /\t([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\t/;

const figures: readonly (readonly [field: string, expression: RegExp, factor: number])[] = [
  ['@duration', /\tDuration: ([\d.]+) ms/, 1],
  ['@billedDuration', /\tBilled Duration: ([\d.]+) ms/, 1],
  // Bytes, as AWS counts them: a megabyte is a million.
  ['@memorySize', /\tMemory Size: (\d+) MB/, 1e6],
  ['@maxMemoryUsed', /\tMax Memory Used: (\d+) MB/, 1e6],
  ['@initDuration', /\tInit Duration: ([\d.]+) ms/, 1],
];

export const lambdaFieldNames: ReadonlySet<string> = new Set([
  '@type',
  '@requestId',
  ...figures.map(([name]) => name),
  '@xrayTraceId',
  '@xraySegmentId',
]);

export function lambdaFields(message: string): LambdaFields {
  const [, type, id] = platform.exec(message) ?? [];
  if (type === undefined || id === undefined) {
    const found = requestId.exec(message)?.[1];
    return found === undefined ? {} : { '@requestId': found };
  }
  const fields: Record<string, string | number> = { '@type': type, '@requestId': id };
  if (type !== 'REPORT') return fields;
  for (const [name, expression, factor] of figures) {
    const figure = expression.exec(message)?.[1];
    if (figure !== undefined) fields[name] = Number(figure) * factor;
  }
  const [, trace, segment] = /XRAY TraceId: (\S+)\tSegmentId: (\S+)/.exec(message) ?? [];
  if (trace !== undefined && segment !== undefined) {
    fields['@xrayTraceId'] = trace;
    fields['@xraySegmentId'] = segment;
  }
  return fields;
}
