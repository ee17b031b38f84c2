/** Durations and ages as people read them. Used by every page; values are seconds, as in X-Ray's API. */

/** `85 µs`, `3.2 ms`, `412 ms`, `1.42 s`, `2 min 5 s`, `1 h 3 min`; a dash for what is not known. */
export function formatDuration(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return '–';
  const sign = seconds < 0 ? '−' : '';
  const value = Math.abs(seconds);
  if (value === 0) return '0 ms';
  if (value < 0.000_999_5) return `${sign}${Math.round(value * 1_000_000)} µs`;
  if (value < 0.009_95) return `${sign}${(value * 1000).toFixed(1)} ms`;
  if (value < 0.999_5) return `${sign}${Math.round(value * 1000)} ms`;
  if (value < 59.995) return `${sign}${value.toFixed(2)} s`;
  if (value < 3599.5) return `${sign}${Math.floor(Math.round(value) / 60)} min ${Math.round(value) % 60} s`;
  const minutes = Math.round(value / 60);
  return `${sign}${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A place on an axis whose marks are `step` seconds apart: as many digits as tell them apart, `1.4202 s`, `250 ms`. */
export function formatTick(seconds: number, step: number): string {
  if (Math.abs(seconds) < step / 2) return '0 ms';
  const sign = seconds < 0 ? '−' : '';
  const value = Math.abs(seconds);
  if (value >= 60 && step >= 1) return formatDuration(seconds);
  const [unit, size] =
    value >= 0.999_999 ? (['s', 1] as const) : value >= 0.000_999 ? (['ms', 1e-3] as const) : (['µs', 1e-6] as const);
  const digits = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9));
  return `${sign}${(value / size).toFixed(Math.min(digits, 6))} ${unit}`;
}

/** How long ago, coarse on purpose so that a list does not flicker: `now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 d ago`. */
export function formatAge(seconds: number): string {
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** Local time: `12:01:03`, with the date in front when it is another day than `now`. Milliseconds stand in the title, in UTC. */
export function formatTime(epochSeconds: number, now: Date): string {
  const date = new Date(epochSeconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return date.toDateString() === now.toDateString()
    ? time
    : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

/** UTC, for titles: what AWS's own tools print. */
export function formatUtc(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString();
}
