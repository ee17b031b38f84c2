/** `cron(minutes hours day-of-month month day-of-week year)` in UTC (eventbridge/latest/userguide/eb-scheduled-rule-pattern.html). */

export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  /** Days of a month, 1 to 31; `month` counts from 1. */
  readonly days: (year: number, month: number) => readonly number[];
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** @param fields what stands between the parentheses. @returns undefined for what is no expression. */
export function parseCron(fields: string): Cron | undefined {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year, ...more] = fields.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || dayOfMonth === undefined || month === undefined) return undefined;
  if (dayOfWeek === undefined || year === undefined || more.length > 0) return undefined;
  // Exactly one of the two fields for days is left open.
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const minutes = values(minute, 0, 59);
  const hours = values(hour, 0, 23);
  const months = values(month, 1, 12, monthNames);
  const years = values(year, 1970, 2199);
  const days = dayOfWeek === '?' ? daysOfMonth(dayOfMonth) : daysOfWeek(dayOfWeek);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  return { minutes, hours, months, years, days };
}

/** The first time after this one, in epoch milliseconds. Undefined when there is none. */
export function nextTime(cron: Cron, after: number): number | undefined {
  const start = new Date(Math.floor(after / 60_000) * 60_000 + 60_000);
  const from = [start.getUTCFullYear(), start.getUTCMonth() + 1, start.getUTCDate(), start.getUTCHours(), start.getUTCMinutes()];
  const [firstYear = 0, firstMonth = 0, firstDay = 0, firstHour = 0, firstMinute = 0] = from;
  for (const year of cron.years) {
    if (year < firstYear) continue;
    for (const month of cron.months) {
      if (year === firstYear && month < firstMonth) continue;
      const sameMonth = year === firstYear && month === firstMonth;
      for (const day of cron.days(year, month)) {
        if (sameMonth && day < firstDay) continue;
        const sameDay = sameMonth && day === firstDay;
        for (const hour of cron.hours) {
          if (sameDay && hour < firstHour) continue;
          const sameHour = sameDay && hour === firstHour;
          const minute = cron.minutes.find((candidate) => !sameHour || candidate >= firstMinute);
          if (minute !== undefined) return Date.UTC(year, month - 1, day, hour, minute);
        }
      }
    }
  }
  return undefined;
}

/** `1,2-5,0/15`, ascending. @param names of the values, from the least. */
function values(field: string, least: number, most: number, names: readonly string[] = []): number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const by = step === undefined ? 1 : Number(step);
    const [from, to] = bounds(range, least, most, names, step !== undefined);
    if (from === undefined || to === undefined || by < 1) return undefined;
    // FRI-MON goes over the end.
    const last = to < from ? to + (most - least + 1) : to;
    for (let value = from; value <= last; value += by) found.add(value > most ? value - (most - least + 1) : value);
  }
  return [...found].sort((a, b) => a - b);
}

function bounds(
  range: string,
  least: number,
  most: number,
  names: readonly string[],
  stepped: boolean,
): readonly [from?: number | undefined, to?: number | undefined] {
  if (range === '*') return [least, most];
  const [first = '', second, ...more] = range.split('-');
  if (more.length > 0) return [];
  const from = valueNamed(first, least, most, names);
  if (second === undefined) return [from, stepped ? most : from];
  return [from, valueNamed(second, least, most, names)];
}

function valueNamed(text: string, least: number, most: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + least;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
/** 0 is Sunday. */
const weekday = (year: number, month: number, day: number): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

function daysOfMonth(field: string): Cron['days'] | undefined {
  const [, back] = /^L(?:-(\d+))?$/i.exec(field) ?? [];
  if (/^L(?:-\d+)?$/i.test(field)) {
    return (year, month) => {
      const day = lengthOf(year, month) - Number(back ?? 0);
      return day >= 1 ? [day] : [];
    };
  }
  const nearest = /^(L|\d{1,2})W$/i.exec(field)?.[1];
  if (nearest !== undefined) {
    if (nearest !== 'L' && nearest !== 'l' && (Number(nearest) < 1 || Number(nearest) > 31)) return undefined;
    return (year, month) => nearestWeekday(year, month, /l/i.test(nearest) ? lengthOf(year, month) : Number(nearest));
  }
  const days = values(field, 1, 31);
  return days && ((year, month) => days.filter((day) => day <= lengthOf(year, month)));
}

/** The weekday closest to a day, in the same month. */
function nearestWeekday(year: number, month: number, day: number): number[] {
  const length = lengthOf(year, month);
  if (day > length) return [];
  const on = weekday(year, month, day);
  if (on === 6) return [day > 1 ? day - 1 : day + 2];
  if (on === 0) return [day < length ? day + 1 : day - 2];
  return [day];
}

function daysOfWeek(field: string): Cron['days'] | undefined {
  const [, lastDay = ''] = /^(\w{1,3})L$/i.exec(field) ?? [];
  const [, nthDay = '', nth = ''] = /^(\w{1,3})#([1-5])$/.exec(field) ?? [];
  if (lastDay !== '' || nthDay !== '') {
    const wanted = valueNamed(lastDay || nthDay, 1, 7, dayNames);
    if (wanted === undefined) return undefined;
    return (year, month) => {
      const all = daysOn(year, month, [wanted]);
      const day = lastDay === '' ? all[Number(nth) - 1] : all.at(-1);
      return day === undefined ? [] : [day];
    };
  }
  const wanted = /^L$/i.test(field) ? [7] : values(field, 1, 7, dayNames);
  return wanted && ((year, month) => daysOn(year, month, wanted));
}

/** @param wanted 1 is Sunday. */
function daysOn(year: number, month: number, wanted: readonly number[]): number[] {
  const first = weekday(year, month, 1);
  const days: number[] = [];
  for (let day = 1; day <= lengthOf(year, month); day++) if (wanted.includes(((first + day - 1) % 7) + 1)) days.push(day);
  return days;
}
