/**
 * The steps that look at one row at a time: filter, fields, parse, dedup, limit, and the count of matching events.
 */
import type { Evaluate } from '../evaluate.ts';
import type { FieldName } from '../nodes.ts';
import { textOf, truthy } from '../values.ts';
import { mostKeptBytes, QueryTooLarge, type Stage } from './stage.ts';

export function filterStage(condition: Evaluate, next: Stage): Stage {
  return {
    push(row) {
      if (truthy(condition(row))) next.push(row);
    },
    end: () => next.end(),
  };
}

/** Names what was calculated. All columns see the row as it was before. */
export function fieldsStage(columns: readonly { readonly name: string; readonly evaluate: Evaluate }[], next: Stage): Stage {
  return {
    push(row) {
      const values = columns.map((column) => column.evaluate(row));
      for (const [place, column] of columns.entries()) row.set(column.name, values[place]);
      next.push(row);
    },
    end: () => next.end(),
  };
}

/** Names what the groups of the expression match. A row that does not match stays without them. */
export function parseStage(source: Evaluate, regex: RegExp, names: readonly string[], next: Stage): Stage {
  return {
    push(row) {
      const match = regex.exec(textOf(source(row)) ?? '');
      if (match) for (const [place, name] of names.entries()) row.set(name, match[place + 1]);
      next.push(row);
    },
    end: () => next.end(),
  };
}

/** The first row of each combination of values. Rows that lack one of them all stay, as in AWS. */
export function dedupStage(names: readonly FieldName[], next: Stage): Stage {
  const seen = new Set<string>();
  let bytes = 0;
  return {
    push(row) {
      const values = names.map((name) => textOf(row.get(name)));
      if (values.every((value) => value !== undefined)) {
        const key = values.join('\u0000');
        if (seen.has(key)) return;
        seen.add(key);
        bytes += key.length * 2 + 32;
        if (bytes > mostKeptBytes) throw new QueryTooLarge('dedup sees too many different values');
      }
      next.push(row);
    },
    end: () => next.end(),
  };
}

/** @param onFull called with the last row that is taken. */
export function limitStage(count: number, next: Stage, onFull: () => void): Stage {
  let taken = 0;
  return {
    push(row) {
      if (taken >= count) return;
      next.push(row);
      if (++taken === count) onFull();
    },
    end: () => next.end(),
  };
}

export function countingStage(onRow: () => void, next: Stage): Stage {
  return {
    push(row) {
      onRow();
      next.push(row);
    },
    end: () => next.end(),
  };
}
