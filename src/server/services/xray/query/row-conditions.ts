/**
 * Keywords of filters, on the columns of one row of `observation`: the row of the entity that a filter looks at.
 *
 * Who calls it: `prefilter.ts`. A condition is true of every row of an entity of which the comparison is true; a row without marks
 * does not tell, so it fulfils every condition.
 */
import type { Keyword, Literal, Operator } from '../../../../model/filter-expression/nodes.ts';
import { MARK } from '../persist/observation-marks.ts';
import { ALWAYS, any, type BoundValues, type Condition, isWellFormed } from './condition.ts';

export const isSegment: Condition = `kind = 'segment'`;
export const isDocument: Condition = `kind IN ('segment', 'subsegment')`;
export const hasNoParent: Condition = `parent_id = toFixedString('', 8)`;
/** Calls that lead to another node. */
export const isDownstreamCall: Condition = `(kind IN ('call', 'subsegment') AND namespace IN ('aws', 'remote'))`;

const isUndescribed: Condition = 'marks = 0';
/** Times are rounded to a millisecond, and differences of large numbers are not exact. */
const SLACK_SECONDS = 0.00051;

/** The marks of which an entity with this outcome has one. */
export function outcomeMarks(keyword: Keyword, isSet: boolean): number | undefined {
  if (keyword === 'ok') return isSet ? undefined : MARK.error | MARK.throttle | MARK.fault;
  if (!isSet) return undefined;
  if (keyword === 'error') return MARK.error;
  if (keyword === 'throttle') return MARK.throttle;
  return keyword === 'fault' ? MARK.fault : undefined;
}

export function hasMark(marks: number): Condition {
  return any(isUndescribed, `bitAnd(marks, ${marks}) != 0`);
}

/** What an entity with these marks leaves on the document around it. */
export function hasMarkInside(marks: number): Condition {
  const { error, throttle, fault, errorInside, faultInside } = MARK;
  return hasMark(((marks & (error | throttle)) === 0 ? 0 : errorInside) | ((marks & fault) === 0 ? 0 : faultInside));
}

export function rowCondition(keyword: Keyword, operator: Operator, literal: Literal, bound: BoundValues): Condition {
  if (keyword === 'responsetime' && typeof literal === 'number') return secondsCondition(operator, literal, bound);
  if (keyword === 'http.status' && typeof literal === 'number') {
    return any(isUndescribed, `http_status ${operator} ${bound.bind(literal)}`);
  }
  if (typeof literal !== 'string') return ALWAYS;
  if (keyword === 'http.url') return textCondition('http_url', operator, literal, bound);
  return keyword === 'http.method' ? textCondition('http_method', operator, literal, bound) : ALWAYS;
}

function secondsCondition(operator: Operator, literal: number, bound: BoundValues): Condition {
  if (operator === '!=') return ALWAYS;
  const seconds = 'greatest(0, end_time - start_time)';
  const least = operator.startsWith('<') ? 0 : literal - SLACK_SECONDS;
  const most = operator.startsWith('>') ? Number.MAX_VALUE : literal + SLACK_SECONDS;
  return any(isUndescribed, `(end_time > 0 AND ${seconds} BETWEEN ${bound.bind(least)} AND ${bound.bind(most)})`);
}

/** A trace in which there is anything that takes as long: from its first start to its last end, 0 when that comes first, as in the model. */
export function longEnough(seconds: number, bound: BoundValues): Condition {
  return `(greatest(0, max(last_end) - min(start_time - early)) >= ${bound.bind(seconds - SLACK_SECONDS)} OR min(marks) = 0)`;
}

/** Columns hold UTF-8, in which a text without lone surrogates is found wherever it is in the original. */
export function textCondition(column: string, operator: Operator, literal: string, bound: BoundValues): Condition {
  if (!isWellFormed(literal)) return ALWAYS;
  switch (operator) {
    case '=':
      return `${column} = ${bound.bind(literal)}`;
    case 'contains':
      return `position(${column}, ${bound.bind(literal)}) > 0`;
    case 'beginswith':
      return `startsWith(${column}, ${bound.bind(literal)})`;
    case 'endswith':
      return `endsWith(${column}, ${bound.bind(literal)})`;
    default:
      return ALWAYS;
  }
}
