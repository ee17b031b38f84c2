/**
 * Makes a running query of a parsed one: a chain of steps, the last of which collects what is shown.
 */
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import { columnsOf, shownRow } from './columns.ts';
import { compileExpression } from './evaluate.ts';
import type { Command, Query } from './nodes.ts';
import type { Row } from './record.ts';
import { countingStage, dedupStage, fieldsStage, filterStage, limitStage, parseStage } from './stages/row-stages.ts';
import { sortStage } from './stages/sort-stage.ts';
import { mostKeptBytes, QueryTooLarge, type Stage } from './stages/stage.ts';
import { statsStage } from './stages/stats-stage.ts';

export interface RunningPlan {
  push(row: Row): void;
  end(): void;
  /** What is shown so far; all of it after `end`. */
  readonly results: readonly ResultField[][];
  /** Events that passed the filters in front of anything else. */
  readonly matched: number;
  /** `limit any` has what it wants: nothing more needs to be read. */
  readonly satisfied: boolean;
}

/** @param limit how many rows are shown at most. @param now epoch milliseconds at which the query was started. */
export function startPlan(query: Query, limit: number, now: number): RunningPlan {
  const { columns } = columnsOf(query);
  const results: ResultField[][] = [];
  const state = { matched: 0, satisfied: false };
  let bytes = 0;
  let stage: Stage = {
    push(row) {
      if (results.length >= limit) return;
      const shown = shownRow(row, columns);
      bytes += shown.reduce((sum, field) => sum + 2 * (field.value?.length ?? 0) + 64, 0);
      if (bytes > mostKeptBytes) throw new QueryTooLarge('the result is too large');
      results.push(shown);
    },
    end() {},
  };
  const first = query.commands.findIndex(({ kind }) => ['stats', 'dedup', 'limit', 'sort'].includes(kind));
  const counted = first < 0 ? query.commands.length : first;
  for (let place = query.commands.length; place >= 0; place--) {
    const command = query.commands[place];
    if (command) stage = stageOf(command, query.commands.slice(place + 1), stage);
    if (place === counted) stage = countingStage(() => state.matched++, stage);
  }

  function stageOf(command: Command, following: readonly Command[], next: Stage): Stage {
    switch (command.kind) {
      case 'filter':
        return filterStage(compileExpression(command.condition, now), next);
      case 'fields': {
        const made = command.columns.filter(
          ({ name, expression }) => expression.kind !== 'field' || expression.field.text !== name,
        );
        const columns = made.map(({ name, expression }) => ({ name, evaluate: compileExpression(expression, now) }));
        return columns.length > 0 ? fieldsStage(columns, next) : next;
      }
      case 'parse':
        return parseStage(compileExpression(command.source, now), command.regex, command.names, next);
      case 'stats':
        return statsStage(command, now, next);
      case 'sort': {
        const keys = command.keys.map(({ expression, descending }) => ({
          evaluate: compileExpression(expression, now),
          descending,
        }));
        return sortStage(keys, mostAfter(following, limit), next);
      }
      case 'dedup':
        return dedupStage(command.names, next);
      case 'limit':
        return limitStage(command.count, next, () => {
          state.satisfied ||= command.any;
        });
      case 'display':
        return next;
    }
  }

  const head = stage;
  return {
    push: (row) => head.push(row),
    end: () => head.end(),
    results,
    get matched() {
      return state.matched;
    },
    get satisfied() {
      return state.satisfied;
    },
  };
}

/** How many rows a step has to give when these commands follow it. */
function mostAfter(following: readonly Command[], limit: number): number {
  for (const command of following) {
    if (command.kind === 'limit') return Math.min(limit, command.count);
    if (!['fields', 'display', 'parse', 'sort'].includes(command.kind)) return Number.POSITIVE_INFINITY;
    // A second sort needs all rows of the first.
    if (command.kind === 'sort') return Number.POSITIVE_INFINITY;
  }
  return limit;
}
