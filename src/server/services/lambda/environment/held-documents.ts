/**
 * What a function's SDK sends, held until its invocation ends: then all of it is one batch, hence one revision of the trace. What comes
 * when no invocation runs is nobody's to end, so it is sent on after a moment.
 *
 * Called by start.ts, for the environment's own doors; taken by invocation/emit-segments.ts.
 */
import type { SentDocument } from '../../ports.ts';

/** As they were sent. */
const maximumBytes = 16 * 1024 * 1024;
/** Longer than it takes from the runtime's last word to the batch of its invocation. */
const lateAfterMs = 200;

export interface Lateness {
  /** Does the environment wait for an invocation? */
  readonly idle: () => boolean;
  /** Takes and sends what is held. */
  readonly send: () => void;
}

export class HeldDocuments {
  /** Emptied by whoever takes them. */
  readonly documents: SentDocument[] = [];
  readonly #lateness: Lateness;
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(lateness: Lateness) {
    this.#lateness = lateness;
  }

  /** @param bytes what they weigh. @returns false when too much is held already: then they are dropped. */
  hold(sent: readonly SentDocument[], bytes: number): boolean {
    if (this.documents.length === 0) this.#bytes = 0;
    if (this.#bytes > maximumBytes) return false;
    this.#bytes += bytes;
    for (const document of sent) this.documents.push(document);
    if (this.#lateness.idle()) this.#timer ??= setTimeout(() => this.#sendLate(), lateAfterMs).unref();
    return true;
  }

  #sendLate(): void {
    this.#timer = undefined;
    if (this.documents.length > 0 && this.#lateness.idle()) this.#lateness.send();
  }
}
