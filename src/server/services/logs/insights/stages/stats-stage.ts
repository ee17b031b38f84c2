/**
 * `stats … by …`: one row for each combination of values, in the order in which they first came.
 */

import type { AggregateName } from '../aggregates/aggregates.ts';
import { type Accumulator, startAggregate } from '../aggregates/aggregates.ts';
import { compileExpression, type Evaluate } from '../evaluate.ts';
import type { Command, FieldName } from '../nodes.ts';
import { Row } from '../record.ts';
import { textOf, type Value } from '../values.ts';
import { QueryTooLarge, type Stage } from './stage.ts';

const mostGroups = 100_000;

interface Aggregation {
  readonly name: AggregateName;
  readonly args: readonly Evaluate[];
  /** Where its result stands in a row while columns are calculated from it. */
  readonly field: FieldName;
}

interface Group {
  readonly by: readonly Value[];
  readonly accumulators: readonly Accumulator[];
}

export function statsStage({ columns, by }: Extract<Command, { kind: 'stats' }>, now: number, next: Stage): Stage {
  const aggregations: Aggregation[] = [];
  const shown = columns.map(({ name, expression }) => ({
    name,
    evaluate: compileExpression(expression, now, (aggregate) => {
      const text = `\u0000${aggregations.length}`;
      const field = { path: [text], text };
      const args = aggregate.args.map((arg) => compileExpression(arg, now));
      aggregations.push({ name: aggregate.name, args, field });
      return (row) => row.get(field);
    }),
  }));
  const keys = by.map(({ name, expression }) => ({ name, evaluate: compileExpression(expression, now) }));
  const groups = new Map<string, Group>();

  return {
    push(row) {
      const values = keys.map(({ evaluate }) => evaluate(row));
      const key = values.map((value) => textOf(value) ?? '\u0001').join('\u0000');
      let group = groups.get(key);
      if (!group) {
        if (groups.size >= mostGroups) throw new QueryTooLarge(`stats has more than ${mostGroups} groups`);
        group = { by: values, accumulators: aggregations.map(({ name }) => startAggregate(name)) };
        groups.set(key, group);
      }
      for (const [place, { args }] of aggregations.entries())
        group.accumulators[place]?.add(
          args.map((evaluate) => evaluate(row)),
          row.timestamp,
        );
    },
    end() {
      for (const group of groups.values()) next.push(rowOf(group));
      groups.clear();
      next.end();
    },
  };

  function rowOf(group: Group): Row {
    const row = new Row(undefined, new Map(keys.map(({ name }, place) => [name, group.by[place]])));
    for (const [place, { field }] of aggregations.entries()) row.set(field.text, group.accumulators[place]?.result());
    // One after the other: a column may be made of those before it.
    for (const { name, evaluate } of shown) row.set(name, evaluate(row));
    return row;
  }
}
