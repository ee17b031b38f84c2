/**
 * One log event as a query sees it, and one row of a query: an event with what the query has made of it, or a row of `stats`.
 */
import type { StoredEvent } from '../read-events.ts';
import { type Json, jsonIn, valueAt } from './json-fragment.ts';
import { type LambdaFields, lambdaFieldNames, lambdaFields } from './lambda-fields.ts';
import type { FieldName } from './nodes.ts';
import { Timestamp, type Value } from './values.ts';

/** What a row needs to know of its event's group. */
export interface RecordSource {
  /** `123456789012:/aws/lambda/f`. */
  readonly log: string;
  /** `@ptr` of an event. */
  pointer(event: StoredEvent): string;
}

export class LogRecord {
  readonly event: StoredEvent;
  readonly source: RecordSource;
  #json: Json | undefined | null = null;
  #lambda: LambdaFields | undefined;

  constructor(event: StoredEvent, source: RecordSource) {
    this.event = event;
    this.source = source;
  }

  /** Parsed when it is first asked for. */
  get json(): Json | undefined {
    if (this.#json === null) this.#json = jsonIn(this.event.message);
    return this.#json;
  }

  get lambda(): LambdaFields {
    this.#lambda ??= lambdaFields(this.event.message);
    return this.#lambda;
  }

  field({ path, text }: FieldName): Value {
    if (!text.startsWith('@')) return valueAt(this.json, path) as Value;
    switch (text) {
      case '@message':
        return this.event.message;
      case '@timestamp':
        return new Timestamp(this.event.timestamp);
      case '@ingestionTime':
        return new Timestamp(this.event.ingested);
      case '@logStream':
        return this.event.logStream;
      case '@log':
        return this.source.log;
      case '@ptr':
        return this.source.pointer(this.event);
      default:
        if (lambdaFieldNames.has(text)) return this.lambda[text];
        // A member of JSON that begins with @ has another one put before it.
        if (!text.startsWith('@@')) return undefined;
        return valueAt(this.json, [(path[0] ?? '').slice(1), ...path.slice(1)]) as Value;
    }
  }
}

export class Row {
  /** Undefined behind `stats`. */
  readonly record: LogRecord | undefined;
  /** What the query has named. */
  readonly #values: Map<string, Value>;

  constructor(record: LogRecord | undefined, values = new Map<string, Value>()) {
    this.record = record;
    this.#values = values;
  }

  get(field: FieldName): Value {
    if (this.#values.has(field.text)) return this.#values.get(field.text);
    // A member of a map that `jsonParse` has made.
    const [name = ''] = field.path;
    if (field.path.length > 1 && this.#values.has(name)) {
      const within = valueAt(this.#values.get(name), field.path, 1);
      if (within !== undefined) return within as Value;
    }
    return this.record?.field(field);
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** Epoch milliseconds; undefined behind `stats`. */
  get timestamp(): number | undefined {
    return this.record?.event.timestamp;
  }

  /** About as many bytes as the row keeps in memory. */
  get size(): number {
    return (this.record?.event.size ?? 0) + 64 * (1 + this.#values.size);
  }
}
