/**
 * How an entity ended, and whether anything inside it failed, as the bits of `observation.marks`: what filters can tell without the
 * document.
 *
 * Who calls it: `ingest/observe.ts`, for every entity; `query/prefilter.ts` reads the bits in SQL. The bits say what
 * `src/model/outcome.ts` and `src/model/root-causes.ts` say. An entity that the columns of its row cannot hold exactly has no bits at
 * all, and whoever asks has to look at its trace. AWS page: "Errors, faults, and exceptions" (xray-concepts).
 */
import { outcomeFlags } from '../../../../model/outcome.ts';
import type { Entity } from '../../../../model/segment-document.ts';
import { storedStatus } from './stored-outcome.ts';

export const MARK = {
  /** The row says all there is to say. Rows of older programs have no bit. */
  described: 1,
  /** Of the entity itself: the keywords of filters. */
  error: 2,
  throttle: 4,
  fault: 8,
  /** Of the entity or anything in it: errors with throttled calls among them, faults. */
  errorInside: 16,
  faultInside: 32,
} as const;

const INSIDE = MARK.errorInside | MARK.faultInside;

/** Times up to here (the year 2286) are exact to some microseconds, so differences can be compared. */
const MOST_SECONDS = 1e10;

/** @returns 0 for an entity of which a column would say something else than it does. */
export function marksOf(entity: Entity): number {
  const { start_time: start, end_time: end } = entity;
  const status: unknown = entity.http?.response?.status;
  if (typeof status === 'number' && status !== storedStatus(entity)) return 0;
  if (Math.abs(start) > MOST_SECONDS || (end !== undefined && !(end > 0 && end <= MOST_SECONDS))) return 0;
  if (isPlain(entity) && typeof status !== 'number') return MARK.described;
  const { error, throttle, fault } = outcomeFlags(typeof status === 'number' ? entity : { ...entity, http: undefined });
  return (
    MARK.described |
    (error ? MARK.error : 0) |
    (throttle ? MARK.throttle : 0) |
    (fault ? MARK.fault | MARK.faultInside : 0) |
    (error || throttle ? MARK.errorInside : 0)
  );
}

/** Marks of a document of which `inner` is inside. */
export function withInside(marks: number, inner: number): number {
  return marks === 0 || inner === 0 ? 0 : marks | (inner & INSIDE);
}

function isPlain({ error, throttle, fault }: Entity): boolean {
  return error !== true && throttle !== true && fault !== true;
}
