/**
 * An event as its leaves: path, value, and in which elements of which arrays it stands. Fields that a pattern asks of one array must be
 * found in one element of it (eventbridge/latest/userguide/eb-event-patterns-arrays.html).
 */
import type { Scalar } from './nodes.ts';

export interface Leaf {
  readonly value: Scalar;
  /** Which element, by array. */
  readonly within: ReadonlyMap<number, number>;
}

/** Names are joined by dots, so a name with a dot in it is the same as two. */
export type Leaves = ReadonlyMap<string, readonly Leaf[]>;

export function flatten(event: unknown): Leaves {
  const leaves = new Map<string, Leaf[]>();
  let arrays = 0;
  const walk = (value: unknown, path: string, within: ReadonlyMap<number, number>): void => {
    if (Array.isArray(value)) {
      const id = arrays++;
      value.forEach((element, index) => {
        walk(element, path, new Map(within).set(id, index));
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) walk(member, path === '' ? name : `${path}.${name}`, within);
    } else {
      const found = leaves.get(path);
      const leaf = { value: value as Scalar, within };
      if (found) found.push(leaf);
      else leaves.set(path, [leaf]);
    }
  };
  walk(event, '', new Map());
  return leaves;
}
