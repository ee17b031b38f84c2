/**
 * One query's work on the events that are handed to it, page by page: no database, no clock. `worker.ts` runs it in a thread of its
 * own.
 */
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { EventPlace } from '../event-id.ts';
import { decodeRecords, sourceOf } from './decode-records.ts';
import { parseQuery } from './parse.ts';
import { type RunningPlan, startPlan } from './plan.ts';
import { type RecordSource, Row } from './record.ts';

export interface EvaluationStart {
  /** The query, which has been parsed before: here it cannot be wrong. */
  readonly text: string;
  /** Rows that are shown at most. */
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** 12 digits. */
  readonly account: string;
  /** In the order in which pages number them. */
  readonly groups: readonly { readonly name: string; readonly id: string }[];
}

export interface PageEnd {
  /** Events of this page. */
  readonly rows: number;
  /** The last one of them. */
  readonly last: EventPlace | undefined;
  /** Of all pages: events and their bytes, and how many events passed the filters. */
  readonly read: number;
  readonly bytes: number;
  readonly matched: number;
  /** Nothing more needs to be read. */
  readonly satisfied: boolean;
}

export class Evaluation {
  readonly #plan: RunningPlan;
  readonly #sources: readonly RecordSource[];
  #read = 0;
  #bytes = 0;

  constructor({ text, limit, now, account, groups }: EvaluationStart) {
    this.#plan = startPlan(parseQuery(text), limit, now);
    this.#sources = groups.map((group) => sourceOf(account, group));
  }

  /** @param page as `readPage` reads it. @throws QueryTooLarge */
  push(page: Uint8Array): PageEnd {
    const records = decodeRecords(page, this.#sources);
    for (const record of records) {
      this.#plan.push(new Row(record));
      this.#read++;
      this.#bytes += record.event.size;
      if (this.#plan.satisfied) break;
    }
    const last = records[records.length - 1]?.event;
    return {
      rows: records.length,
      last: last && { timestamp: last.timestamp, ingested: last.ingested, sequence: last.sequence },
      ...{ read: this.#read, bytes: this.#bytes, matched: this.#plan.matched, satisfied: this.#plan.satisfied },
    };
  }

  /** No more pages come. @throws QueryTooLarge */
  end(): readonly ResultField[][] {
    this.#plan.end();
    return this.#plan.results;
  }
}
