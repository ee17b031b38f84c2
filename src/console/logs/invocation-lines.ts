/**
 * Cuts an invocation's lines out of a log stream. Called by use-invocation-log.ts; pure.
 *
 * A stream belongs to one environment, and an environment handles one request at a time: everything between Lambda's first and last
 * line of a request is that request's, whether or not it names it. AWS page: "Viewing CloudWatch logs for Lambda functions".
 */
import type { LogEvent } from '../api/lambda-types.ts';

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
  readonly kind: 'platform' | 'error' | 'function';
}

/** @param events of one or more streams, each in its own order. What an environment did before its first request belongs to that one. */
export function invocationLines(events: readonly LogEvent[], requestId: string): readonly LogLine[] {
  const streams = new Map<string, LogEvent[]>();
  for (const event of events) {
    const stream = event.logStreamName ?? '';
    const own = streams.get(stream);
    if (own === undefined) streams.set(stream, [event]);
    else own.push(event);
  }
  const lines = [...streams].flatMap(([stream, own]) => linesOfStream(own, requestId).map((event) => lineOf(event, stream)));
  return lines.sort((one, other) => one.at - other.at);
}

/** What comes after the report, of an extension or of work that went on, came from that request; a new initialization did not. */
function linesOfStream(events: readonly LogEvent[], requestId: string): readonly LogEvent[] {
  const found: LogEvent[] = [];
  let current: string | undefined;
  let reported = true;
  let initialization: LogEvent[] = [];
  for (const event of events) {
    const message = event.message ?? '';
    const mark = markOf(message);
    if (reported && /^INIT_START\b|"type":\s*"platform\.initStart"/.test(message)) {
      current = undefined;
      initialization = [event];
    } else if (mark?.kind === 'start') {
      current = mark.requestId;
      reported = false;
      if (current === requestId) found.push(...initialization, event);
      initialization = [];
    } else if (current === requestId) found.push(event);
    else if (current === undefined && initialization.length > 0) initialization.push(event);
    if (mark?.kind === 'report') reported = true;
  }
  return found;
}

interface Mark {
  readonly kind: 'start' | 'report';
  readonly requestId: string;
}

/** Lambda's lines around a request, in its text or JSON format. */
function markOf(message: string): Mark | undefined {
  const text = /^(START|REPORT) RequestId: ([0-9a-f-]{36})/i.exec(message);
  if (text !== null) return { kind: text[1] === 'START' ? 'start' : 'report', requestId: text[2] ?? '' };
  const json = /"type":\s*"platform\.(start|report)"/.exec(message);
  if (json === null) return undefined;
  const requestId = /"requestId":\s*"([0-9a-f-]{36})"/i.exec(message)?.[1];
  return requestId === undefined ? undefined : { kind: json[1] === 'start' ? 'start' : 'report', requestId };
}

function lineOf({ timestamp = 0, message = '' }: LogEvent, stream: string): LogLine {
  return { at: timestamp, stream, message: message.replace(/\n+$/, ''), kind: kindOf(message) };
}

function kindOf(message: string): LogLine['kind'] {
  if (/^(?:START|END|REPORT) RequestId: |^(?:INIT_START|INIT_REPORT|EXTENSION|TELEMETRY|LOGS|RADIOGRAPH)\b/.test(message))
    return /\tStatus: (?:timeout|error)/.test(message) ? 'error' : 'platform';
  if (/"type":\s*"platform\./.test(message))
    return /"status":\s*"(?:timeout|error|failure)"/.test(message) ? 'error' : 'platform';
  return /^\[(?:ERROR|CRITICAL)\]|\t(?:ERROR|FATAL)\t|"level":\s*"(?:ERROR|FATAL|CRITICAL)"|Task timed out after /i.test(message)
    ? 'error'
    : 'function';
}
