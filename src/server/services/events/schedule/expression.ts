/** Schedule expressions: `rate(5 minutes)`, `cron(0 12 * * ? *)` (eventbridge/latest/userguide/eb-scheduled-rule-pattern.html). */
import { nextTime, parseCron } from './cron.ts';

export interface Schedule {
  /**
   * @param anchor when the rule was made, changed or enabled; a rate counts from there. Epoch milliseconds.
   * @returns the first time after `after`; undefined when there is none.
   */
  next(anchor: number, after: number): number | undefined;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** @returns undefined for what is no expression; units are singular for 1, and plural for more. */
export function parseSchedule(text: string): Schedule | undefined {
  const [, count = '', unit = '', plural] = /^rate\(([1-9]\d*) (minute|hour|day)(s)?\)$/.exec(text) ?? [];
  const one = unitMs[unit];
  if (one !== undefined && (count === '1') === (plural === undefined)) {
    const period = Number(count) * one;
    return { next: (anchor, after) => anchor + (Math.floor(Math.max(0, after - anchor) / period) + 1) * period };
  }
  const fields = /^cron\((.*)\)$/.exec(text)?.[1];
  const cron = fields === undefined ? undefined : parseCron(fields);
  return cron && { next: (_anchor, after) => nextTime(cron, after) };
}
