/**
 * Conditions in SQL, put together without losing what is always or never true, and the values that they compare with.
 *
 * Who calls it: `prefilter.ts`, `row-conditions.ts`, `item-conditions.ts`.
 */
import type { QueryParams } from '../../../store/ports.ts';

/** A boolean expression in SQL. */
export type Condition = string;

export const ALWAYS: Condition = '1';
export const NEVER: Condition = '0';

export function all(...conditions: readonly Condition[]): Condition {
  return joined(conditions, 'AND', ALWAYS, NEVER);
}

export function any(...conditions: readonly Condition[]): Condition {
  return joined(conditions, 'OR', NEVER, ALWAYS);
}

function joined(conditions: readonly Condition[], word: string, neutral: Condition, decisive: Condition): Condition {
  if (conditions.includes(decisive)) return decisive;
  const kept = [...new Set(conditions)].filter((condition) => condition !== neutral);
  if (kept.length === 0) return neutral;
  return kept.length === 1 ? (kept[0] ?? neutral) : `(${kept.join(` ${word} `)})`;
}

/** Values on their way into a query: never part of its text. */
export class BoundValues {
  readonly #names = new Map<string | number, string>();

  get params(): QueryParams {
    return Object.fromEntries([...this.#names].map(([value, name]) => [name, value]));
  }

  /** @returns the place of the value in the text. */
  bind(value: string | number): string {
    const name = this.#names.get(value) ?? `filter_${this.#names.size}`;
    this.#names.set(value, name);
    return `{${name}:${typeof value === 'number' ? 'Float64' : 'String'}}`;
  }
}

/** Has the text no half of a character? Those are lost in UTF-8, so columns cannot be searched for them. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
