/**
 * A document's flags and its `cause`, from the span's status, its HTTP status and its exception events.
 *
 * Who calls it: `documents.ts`. AWS page: "Segment documents", errors and exceptions; the mapping is that of OpenTelemetry's X-Ray
 * exporter. Ids of exceptions come from the span's, so that a span that is sent twice is one.
 */
import { derivedId } from '../../../../model/derived-id.ts';
import type { Cause, Exception } from '../../../../model/segment-document.ts';
import { takeText, textOf } from './attributes.ts';
import { type Span, SpanKind, StatusCode } from './span.ts';
import { parseStackTrace } from './stack-trace.ts';

export interface Flags {
  readonly error?: true;
  readonly throttle?: true;
  readonly fault?: true;
}

/** HTTP's status decides where it is one of failure; other failures are the service's fault. */
export function flagsOf(status: number | undefined, statusCode: number): Flags {
  if (status === 429) return { error: true, throttle: true };
  if (status !== undefined && status >= 400 && status <= 499) return { error: true };
  if (status !== undefined && status >= 500 && status <= 599) return { fault: true };
  return statusCode === StatusCode.error ? { fault: true } : {};
}

/** @param language of the process: how its stack traces are written. */
export function takeCause(span: Span, language: string | undefined, isAwsCall: boolean): Cause | undefined {
  const exceptions: Exception[] = [];
  const newId = (): string => derivedId(span.spanId, 16 + exceptions.length);
  const remote = span.kind === SpanKind.client || span.kind === SpanKind.producer;
  for (const { name, attributes, time } of span.events) {
    if (name === 'exception') {
      const trace = parseStackTrace(textOf(attributes, 'exception.stacktrace') ?? '', language);
      const first = exceptions.length;
      exceptions.push({
        id: newId(),
        type: textOf(attributes, 'exception.type') ?? '',
        message: textOf(attributes, 'exception.message') ?? '',
        remote,
        ...(trace.stack.length > 0 && { stack: trace.stack }),
        ...(trace.causes.length > 0 && { cause: derivedId(span.spanId, 16 + first + 1) }),
      });
      for (const [at, { type, message, stack }] of trace.causes.entries())
        exceptions.push({
          id: newId(),
          type,
          message,
          remote,
          ...(stack.length > 0 && { stack }),
          ...(at + 1 < trace.causes.length && { cause: derivedId(span.spanId, 16 + first + at + 2) }),
        });
    } else if (isAwsCall && name === 'HTTP request failure') {
      const status = attributes.get('http.response.status_code') ?? attributes.get('http.status_code');
      const text = textOf(attributes, 'aws.http.error_message');
      if (status === undefined || text === undefined) continue;
      const message = `${status}@${time.toFixed(6)}@${text}`;
      exceptions.push({ id: newId(), type: 'aws.http.error.event', message, remote: true });
    }
  }
  if (exceptions.length === 0 && span.statusCode === StatusCode.error) {
    const message = span.statusMessage || takeText(span.attributes, 'http.status_text');
    if (message) exceptions.push({ id: newId(), type: '', message });
  }
  return exceptions.length === 0 ? undefined : { exceptions };
}
