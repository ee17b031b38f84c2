/**
 * Ends a page of events where AWS does: at the limit of events, or of bytes.
 */
import type { StoredEvent } from './read-events.ts';

/** Bytes of a page, overhead included. One event is always given, whatever its size. */
const largestPage = 1024 * 1024;

export class PageFiller {
  readonly events: StoredEvent[] = [];
  readonly #limit: number;
  #bytes = 0;
  #refused = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Nothing more is taken: the limit was reached, or an event was refused. */
  get full(): boolean {
    return this.#refused || this.events.length >= this.#limit || this.#bytes >= largestPage;
  }

  /** @returns false when the event has no room: it belongs to the next page. */
  add(event: StoredEvent): boolean {
    if (this.full || (this.events.length > 0 && this.#bytes + event.size > largestPage)) {
      this.#refused = true;
      return false;
    }
    this.events.push(event);
    this.#bytes += event.size;
    return true;
  }
}

/** As many events, from the first, as a page holds. */
export function cutPage(events: readonly StoredEvent[], limit: number): readonly StoredEvent[] {
  const page = new PageFiller(limit);
  for (const event of events) if (!page.add(event)) break;
  return page.events;
}
