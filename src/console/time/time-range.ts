/**
 * The window a page looks at: the last so many minutes, or from–to. It lives in the address bar (`range=PT15M`, or `from=&to=` in ISO
 * UTC), so that a link shows what its sender saw. X-Ray's reads take at most six hours.
 */
export type TimeRange =
  | { readonly kind: 'relative'; readonly minutes: number }
  | { readonly kind: 'absolute'; readonly from: Date; readonly to: Date };

/** Epoch seconds; the end is exclusive. */
export interface TimeWindow {
  readonly StartTime: number;
  readonly EndTime: number;
}

export const maxWindowSeconds = 6 * 3600;
export const defaultRange: TimeRange = { kind: 'relative', minutes: 15 };

export interface RangeSearch {
  readonly range?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What does not parse falls back to the default; the page is never blank. */
export function rangeFromSearch(search: RangeSearch): TimeRange {
  if (search.from !== undefined && search.to !== undefined) {
    const from = new Date(search.from);
    const to = new Date(search.to);
    if (from.getTime() < to.getTime()) return { kind: 'absolute', from, to };
  }
  const match = /^PT(?:(\d{1,2})H)?(?:(\d{1,3})M)?$/.exec(search.range ?? '');
  const minutes = Number(match?.[1] ?? 0) * 60 + Number(match?.[2] ?? 0);
  return minutes > 0 && minutes * 60 <= maxWindowSeconds ? { kind: 'relative', minutes } : defaultRange;
}

export function rangeToSearch(range: TimeRange): RangeSearch {
  if (range.kind === 'absolute') return { from: range.from.toISOString(), to: range.to.toISOString(), range: undefined };
  const hours = Math.floor(range.minutes / 60);
  const minutes = range.minutes % 60;
  return {
    range: `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 || hours === 0 ? `${minutes}M` : ''}`,
    from: undefined,
    to: undefined,
  };
}

/** The window in epoch seconds. A relative one ends a second after now, since the end is exclusive and traces start in fractions. */
export function resolveRange(range: TimeRange, now: Date): TimeWindow {
  if (range.kind === 'absolute') return { StartTime: range.from.getTime() / 1000, EndTime: range.to.getTime() / 1000 };
  const end = Math.ceil(now.getTime() / 1000) + 1;
  return { StartTime: end - Math.min(range.minutes * 60, maxWindowSeconds - 1) - 1, EndTime: end };
}

export function describeRange(range: TimeRange): string {
  if (range.kind === 'absolute') return `${range.from.toLocaleString()} – ${range.to.toLocaleString()}`;
  if (range.minutes % 60 === 0) return range.minutes === 60 ? 'the last hour' : `the last ${range.minutes / 60} hours`;
  return `the last ${range.minutes} minutes`;
}
