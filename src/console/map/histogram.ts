/** X-Ray's histograms have no fixed edges and no order: sorted and counted again into bars. Called by NodePanel.tsx; pure. */
import type { HistogramEntry } from '../api/xray-types.ts';

export interface HistogramBar {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Bars of equal width in the logarithm of time, from the least to the greatest value. */
export function histogramBars(entries: readonly HistogramEntry[], bars: number): readonly HistogramBar[] {
  const counted = entries.flatMap(({ Value, Count }) =>
    typeof Value === 'number' && typeof Count === 'number' && Count > 0 ? [{ value: Math.max(Value, 0.0005), count: Count }] : [],
  );
  if (counted.length === 0) return [];
  const low = Math.log(Math.min(...counted.map(({ value }) => value)));
  const high = Math.max(Math.log(Math.max(...counted.map(({ value }) => value))), low + 0.01);
  const width = (high - low) / bars;
  const counts = new Array<number>(bars).fill(0);
  for (const { value, count } of counted) {
    const bar = Math.min(Math.floor((Math.log(value) - low) / width + 1e-9), bars - 1);
    counts[bar] = (counts[bar] ?? 0) + count;
  }
  return counts.map((count, index) => ({ from: Math.exp(low + index * width), to: Math.exp(low + (index + 1) * width), count }));
}

/** The value below which `share` of the requests lie; undefined without requests. */
export function percentile(entries: readonly HistogramEntry[], share: number): number | undefined {
  const sorted = entries.filter(({ Count }) => (Count ?? 0) > 0).sort((left, right) => (left.Value ?? 0) - (right.Value ?? 0));
  const total = sorted.reduce((sum, { Count }) => sum + (Count ?? 0), 0);
  let reached = 0;
  for (const { Value, Count } of sorted) {
    reached += Count ?? 0;
    if (reached >= share * total) return Value ?? undefined;
  }
  return undefined;
}
