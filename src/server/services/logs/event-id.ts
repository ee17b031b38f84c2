/**
 * Ids of log events: 56 decimal digits that sort as the events do, as AWS's are. The first 48 bits are the event's own time, the
 * next the time it came in, then what tells events of the same millisecond apart.
 */

/** Where an event stands in its group. Events are read in this order. */
export interface EventPlace {
  /** Epoch milliseconds, the sender's. */
  readonly timestamp: number;
  /** Epoch milliseconds, ours; never goes back. */
  readonly ingested: number;
  /** Unique among events of the same millisecond, in order of arrival. */
  readonly sequence: bigint;
}

/** Epoch milliseconds (year 2112): the last time whose ids have 56 digits. */
export const latestTimestamp = 4_484_155_085_838;

/** @param place with a timestamp of `latestTimestamp` at most. */
export function eventIdOf(place: EventPlace): string {
  const id = (BigInt(place.timestamp) << 144n) | (BigInt(place.ingested) << 96n) | (place.sequence << 32n);
  return id.toString().padStart(56, '0');
}

/** Undefined for what is no id of ours. */
export function placeOfEventId(id: string): EventPlace | undefined {
  if (!/^\d{56}$/.test(id)) return undefined;
  const value = BigInt(id);
  const timestamp = Number(value >> 144n);
  if (timestamp > latestTimestamp) return undefined;
  return {
    timestamp,
    ingested: Number((value >> 96n) & 0xffff_ffff_ffffn),
    sequence: (value >> 32n) & 0xffff_ffff_ffff_ffffn,
  };
}

/**
 * Hands out arrival places. Several servers may fill one table: `nonce` (32 bits) keeps their events apart.
 * @param now epoch milliseconds.
 */
export function createArrivals(nonce: number, now: () => number): { next(): { ingested: number; sequence: bigint } } {
  let ingested = 0;
  let counter = 0;
  const low = BigInt(nonce >>> 0);
  return {
    next() {
      const time = Math.max(now(), ingested);
      if (time !== ingested || counter > 0xffff_ffff) counter = 0;
      // The counter starts again with every millisecond; one that is full borrows the next.
      ingested = counter === 0 && time === ingested ? time + 1 : time;
      return { ingested, sequence: (BigInt(counter++) << 32n) | low };
    },
  };
}
