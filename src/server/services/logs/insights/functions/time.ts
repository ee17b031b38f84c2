/** Datetime functions. Times are epoch milliseconds, in UTC. */
import { ceilTime, floorTime, type Period } from '../period.ts';
import type { Value } from '../values.ts';
import { numberOf, Timestamp } from '../values.ts';
import type { Argument, QueryFunction } from './functions.ts';

/** `bin(5m)`, `bin(30)` being seconds. */
export const timeFunctions: Readonly<Record<string, QueryFunction>> = {
  bin: { args: [1, 1], apply: ([period], { timestamp }) => step(timestamp, period, floorTime) },
  datefloor: { args: [2, 2], apply: ([time, period]) => step(numberOf(time as Value), period, floorTime) },
  dateceil: { args: [2, 2], apply: ([time, period]) => step(numberOf(time as Value), period, ceilTime) },
  fromMillis: {
    args: [1, 1],
    apply: ([time]) => {
      const ms = numberOf(time as Value);
      return ms === undefined ? undefined : new Timestamp(ms);
    },
  },
  toMillis: { args: [1, 1], apply: ([time]) => (time instanceof Timestamp ? time.ms : undefined) },
  now: { args: [0, 0], apply: (_args, { now }) => Math.floor(now / 1000) },
};

function step(time: number | undefined, argument: Argument, to: (time: number, period: Period) => number): Value {
  const period = periodOf(argument);
  return time === undefined || period === undefined ? undefined : new Timestamp(to(time, period));
}

function periodOf(argument: Argument): Period | undefined {
  if (typeof argument === 'number') return { count: argument, unit: { milliseconds: 1000 } };
  return typeof argument === 'object' && 'unit' in argument ? (argument as Period) : undefined;
}
