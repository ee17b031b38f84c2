/**
 * One extension's stream of telemetry: gathers events into batches within the limits that it asked for, and delivers one batch at a
 * time, again until it is taken (lambda/latest/dg/telemetry-api.html). Memory is bounded: an extension that does not keep up loses
 * events, and is told how many. Called by telemetry.ts.
 */
import type { Buffering } from './subscription-request.ts';

/** @throws when the batch was not taken. */
export type Deliver = (batch: readonly string[]) => Promise<void>;

export interface SubscriptionParts {
  readonly buffering: Buffering;
  readonly deliver: Deliver;
  /** Told when events had to be dropped, once there is room again. */
  dropped(records: number, bytes: number): void;
}

/** Batches of the subscription's own size that may wait. */
const waitingBatches = 4;
const retryMs = { first: 50, longest: 1_000 } as const;

export class Subscription {
  readonly #parts: SubscriptionParts;
  #items: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #queue: string[][] = [];
  #queuedBytes = 0;
  #delivering: Promise<void> | undefined;
  #lost = { records: 0, bytes: 0 };
  #closed = false;

  constructor(parts: SubscriptionParts) {
    this.#parts = parts;
  }

  /** @param text an event as JSON. */
  add(text: string): void {
    if (this.#closed) return;
    const { maxBytes, maxItems, timeoutMs } = this.#parts.buffering;
    const bytes = Buffer.byteLength(text);
    if (this.#queuedBytes + this.#bytes + bytes > maxBytes * waitingBatches) {
      this.#lost.records += 1;
      this.#lost.bytes += bytes;
      return;
    }
    this.#items.push(text);
    this.#bytes += bytes;
    if (this.#items.length >= maxItems || this.#bytes >= maxBytes) this.#seal();
    else this.#timer ??= setTimeout(() => this.#seal(), timeoutMs).unref();
  }

  /** Sends what was gathered without waiting for more. Resolves when everything is delivered. */
  async flush(): Promise<void> {
    this.#seal();
    while (this.#delivering !== undefined) await this.#delivering;
  }

  /** @returns the events that were not delivered. */
  close(): readonly string[] {
    this.#closed = true;
    clearTimeout(this.#timer);
    return [...this.#queue.flat(), ...this.#items];
  }

  #seal(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#items.length === 0) return;
    this.#queue.push(this.#items);
    this.#queuedBytes += this.#bytes;
    this.#items = [];
    this.#bytes = 0;
    this.#delivering ??= this.#run();
  }

  async #run(): Promise<void> {
    for (let batch = this.#queue[0]; batch !== undefined; batch = this.#queue[0]) {
      await this.#insist(batch);
      if (this.#closed) break;
      this.#queue.shift();
      this.#queuedBytes -= batch.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      const { records, bytes } = this.#lost;
      this.#lost = { records: 0, bytes: 0 };
      if (records > 0) this.#parts.dropped(records, bytes);
    }
    this.#delivering = undefined;
  }

  async #insist(batch: readonly string[]): Promise<void> {
    for (let wait: number = retryMs.first; !this.#closed; wait = Math.min(wait * 2, retryMs.longest)) {
      try {
        return await this.#parts.deliver(batch);
      } catch {
        // No listener yet, or it refused. The timer keeps no server alive.
        await new Promise<void>((resolve) => setTimeout(resolve, wait).unref());
      }
    }
  }
}
