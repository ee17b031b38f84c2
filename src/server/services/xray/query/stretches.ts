/**
 * How far back a scan looks next: as far as the page should need, by what the last stretch held.
 *
 * Who calls it: `scan-traces.ts`. A stretch of many traces costs more than it gives; each stretch costs some milliseconds by itself.
 */

/** Where nothing was found, there may be little for long. */
const GROWTH_WHEN_EMPTY = 16;
const SMALLEST_GROWTH = 2;

/**
 * @param minutes of the stretch that is through.
 * @param found traces of it that matched.
 * @param wanted traces that the page still has room for.
 * @returns minutes of the next one.
 */
export function nextStretch(minutes: number, found: number, wanted: number): number {
  if (found === 0) return minutes * GROWTH_WHEN_EMPTY;
  return Math.ceil(minutes * Math.min(GROWTH_WHEN_EMPTY, Math.max(SMALLEST_GROWTH, (1.25 * wanted) / found)));
}
