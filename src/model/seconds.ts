/**
 * Times of X-Ray are floating seconds. Spans of time are computed here, so that sums do not depend on their order and
 * `7` is 7, not 6.999999.
 */

/** Whole microseconds between two epoch times in seconds; never negative. */
export function microsBetween(start: number, end: number): number {
  return Math.max(0, Math.round((end - start) * 1e6));
}

/** Seconds between two epoch times, rounded to a millisecond as AWS prints durations; never negative. */
export function secondsBetween(start: number, end: number): number {
  return Math.max(0, Math.round((end - start) * 1e3)) / 1e3;
}
