/**
 * The outcome of an entity as rows hold it: what the model says, with a status that could not be one read as absent.
 *
 * Who calls it: `observation-rows.ts` and `graph-columns.ts`. AWS page: "Errors, faults, and exceptions" (xray-concepts).
 */
import { type Outcome, outcomeOf } from '../../../../model/outcome.ts';
import type { Entity } from '../../../../model/segment-document.ts';

const NUMBERS: Readonly<Record<Outcome, number>> = { ok: 0, error: 1, throttle: 2, fault: 3 };

/** Value of the `outcome` columns. */
export function storedOutcome(entity: Entity): number {
  const isAbsent = storedStatus(entity) === 0 && entity.http?.response?.status !== undefined;
  return NUMBERS[outcomeOf(isAbsent ? { ...entity, http: undefined } : entity)];
}

/** HTTP status; 0 when there is none that could be one. */
export function storedStatus(entity: Entity): number {
  const status: unknown = entity.http?.response?.status;
  return typeof status === 'number' && Number.isInteger(status) && status >= 0 && status <= 0xffff ? status : 0;
}
