/**
 * Periods of Logs Insights: `5m`, `1h`, `2w`, `1mo`. Weeks begin on Monday, months and longer ones at their first day, all in UTC.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
export interface Period {
  readonly count: number;
  readonly unit: Unit;
}

/** Milliseconds, or the number of months. */
export type Unit = { readonly milliseconds: number } | { readonly months: number };

const second = 1000;
const day = 24 * 60 * 60 * second;
/** 1970-01-05 was a Monday. */
const firstMonday = 4 * day;

const units: Readonly<Record<string, Unit>> = {
  ...named({ milliseconds: 1 }, 'ms', 'msec', 'millisecond'),
  ...named({ milliseconds: second }, 's', 'sec', 'second'),
  ...named({ milliseconds: 60 * second }, 'm', 'min', 'minute'),
  ...named({ milliseconds: 60 * 60 * second }, 'h', 'hr', 'hour'),
  ...named({ milliseconds: day }, 'd', 'day'),
  ...named({ milliseconds: 7 * day }, 'w', 'week'),
  ...named({ months: 1 }, 'mo', 'mon', 'month'),
  ...named({ months: 3 }, 'q', 'qtr', 'quarter'),
  ...named({ months: 12 }, 'y', 'yr', 'year'),
};

/** Names of more than one letter may have an s behind them. */
function named(unit: Unit, ...names: string[]): Record<string, Unit> {
  return Object.fromEntries(names.flatMap((name) => (name.length > 1 ? [name, `${name}s`] : [name])).map((name) => [name, unit]));
}

export const unitOf = (name: string): Unit | undefined => {
  const small = name.toLowerCase();
  return Object.hasOwn(units, small) ? units[small] : undefined;
};

/** @param time and the result are epoch milliseconds. */
export function floorTime(time: number, { count, unit }: Period): number {
  if ('months' in unit) {
    const step = Math.max(1, Math.floor(count)) * unit.months;
    const date = new Date(time);
    const months = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
    return Date.UTC(1970, Math.floor(months / step) * step, 1);
  }
  const step = Math.max(1, Math.floor(count * unit.milliseconds));
  const origin = unit.milliseconds === 7 * day ? firstMonday : 0;
  return Math.floor((time - origin) / step) * step + origin;
}

/** The end of the period that the time lies in; a time that begins one stays. */
export function ceilTime(time: number, period: Period): number {
  const floor = floorTime(time, period);
  if (floor === time) return time;
  const { count, unit } = period;
  if (!('months' in unit)) return floor + Math.max(1, Math.floor(count * unit.milliseconds));
  const date = new Date(floor);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + Math.max(1, Math.floor(count)) * unit.months, 1);
}
