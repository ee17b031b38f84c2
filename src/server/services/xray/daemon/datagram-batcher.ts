/**
 * Gathers documents that came one by one into batches, as the X-Ray daemon does before it calls PutTraceSegments.
 *
 * Who calls it: `udp.ts`. A batch is one revision of each trace in it, so a burst of datagrams (an SDK that streams subsegments, or
 * closes a segment with its calls) must not become as many revisions. The daemon waits up to a second; a developer who looks right
 * after a request should not, so a batch is closed after 50 documents or 5 ms, whichever is first.
 */
import type { SegmentSink, SentDocument, Tenant } from '../../ports.ts';

const MOST_DOCUMENTS = 50;
const LONGEST_WAIT_MS = 5;
/** Documents waiting for the disk beyond which new ones are dropped, as the daemon does when its buffers are full. */
const MOST_IN_FLIGHT = 50_000;

export interface BatcherCounts {
  accepted: number;
  /** Refused by X-Ray's checks. */
  unprocessed: number;
  /** Dropped because the store could not follow. */
  spilled: number;
}

export class DatagramBatcher {
  readonly counts: BatcherCounts = { accepted: 0, unprocessed: 0, spilled: 0 };
  readonly #sink: SegmentSink;
  readonly #tenant: Tenant;
  #open: SentDocument[] = [];
  #timer: NodeJS.Timeout | undefined;
  #inFlight = 0;
  readonly #writing = new Set<Promise<void>>();

  constructor(sink: SegmentSink, tenant: Tenant) {
    this.#sink = sink;
    this.#tenant = tenant;
  }

  add(document: SentDocument): void {
    if (this.#inFlight >= MOST_IN_FLIGHT) {
      this.counts.spilled++;
      return;
    }
    this.#inFlight++;
    this.#open.push(document);
    if (this.#open.length >= MOST_DOCUMENTS) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), LONGEST_WAIT_MS);
  }

  /** Resolves once everything added so far is on disk or counted as lost. */
  async close(): Promise<void> {
    this.#flush();
    await Promise.all(this.#writing);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#open.length === 0) return;
    const documents = this.#open;
    this.#open = [];
    const writing = this.#write(documents).finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  /** UDP has nobody to tell, so failures are counted. */
  async #write(documents: readonly SentDocument[]): Promise<void> {
    try {
      const unprocessed = await this.#sink.accept(this.#tenant, documents);
      this.counts.accepted += documents.length - unprocessed.length;
      this.counts.unprocessed += unprocessed.length;
    } catch {
      this.counts.spilled += documents.length;
    } finally {
      this.#inFlight -= documents.length;
    }
  }
}
