/**
 * Sorts rows, and keeps no more of them than are asked for. Rows that are equal stay in the order in which they came.
 */
import type { Evaluate } from '../evaluate.ts';
import type { Row } from '../record.ts';
import { orderValues, type Value } from '../values.ts';
import { mostKeptBytes, QueryTooLarge, type Stage } from './stage.ts';

interface Kept {
  readonly row: Row;
  readonly keys: readonly Value[];
}

/** @param most how many rows the query shows in the end; infinite when something behind the sort leaves rows out. */
export function sortStage(
  keys: readonly { readonly evaluate: Evaluate; readonly descending: boolean }[],
  most: number,
  next: Stage,
): Stage {
  let kept: Kept[] = [];
  let bytes = 0;

  const compare = (a: Kept, b: Kept): number => {
    for (const [place, { descending }] of keys.entries()) {
      const [left, right] = [a.keys[place], b.keys[place]];
      // What is missing is last in both directions.
      const order = orderValues(left, right);
      if (order !== 0) return descending && left !== undefined && right !== undefined ? -order : order;
    }
    return 0;
  };

  const cut = () => {
    kept.sort(compare);
    if (kept.length <= most) return;
    kept = kept.slice(0, most);
    bytes = kept.reduce((sum, { row }) => sum + row.size, 0);
  };

  return {
    push(row) {
      kept.push({ row, keys: keys.map(({ evaluate }) => evaluate(row)) });
      bytes += row.size;
      if (kept.length >= 2 * most + 1000) cut();
      if (bytes <= mostKeptBytes) return;
      cut();
      if (bytes > mostKeptBytes) throw new QueryTooLarge('there is too much to sort');
    },
    end() {
      cut();
      for (const { row } of kept) next.push(row);
      kept = [];
      next.end();
    },
  };
}
