/**
 * Annotations and users as filters compare them, on the column `item`, which holds them as `KEY=JSON`.
 *
 * Who calls it: `prefilter.ts`. A condition holds for at least one item of every trace that the comparison is true of.
 */
import type { Literal, Operator } from '../../../../model/filter-expression/nodes.ts';
import { annotationItem, userItem } from '../persist/item-rows.ts';
import { ALWAYS, all, type BoundValues, type Condition, isWellFormed } from './condition.ts';

/** @param operator undefined: it is there. */
export function annotationCondition(
  key: string,
  operator: Operator | undefined,
  literal: Literal | undefined,
  bound: BoundValues,
): Condition {
  if (!isWellFormed(key)) return ALWAYS;
  return itemCondition(`annotation.${key}=`, (value) => annotationItem(key, value), operator, literal, bound);
}

export function userCondition(operator: Operator | undefined, literal: Literal | undefined, bound: BoundValues): Condition {
  return itemCondition('user=', (value) => userItem(String(value)), operator, literal, bound);
}

function itemCondition(
  prefix: string,
  itemOf: (value: Literal) => string,
  operator: Operator | undefined,
  literal: Literal | undefined,
  bound: BoundValues,
): Condition {
  if (operator === '=' && literal !== undefined) return `item = ${bound.bind(itemOf(literal))}`;
  const isThere = `startsWith(item, ${bound.bind(prefix)})`;
  if (operator === undefined || literal === undefined) return isThere;
  if (operator === '!=') return all(isThere, `item != ${bound.bind(itemOf(literal))}`);
  const json = `substring(item, ${Buffer.byteLength(prefix) + 1})`;
  if (typeof literal === 'number') return all(isThere, numberCondition(`toFloat64OrNull(${json})`, operator, literal, bound));
  return typeof literal === 'string' ? all(isThere, textCondition(json, operator, literal, bound)) : isThere;
}

/** ClickHouse may read the last digit of a number otherwise than we do. */
function numberCondition(number: string, operator: Operator, literal: number, bound: BoundValues): Condition {
  if (!Number.isFinite(literal)) return ALWAYS;
  const slack = Math.abs(literal) * 1e-9;
  if (operator === '<' || operator === '<=') return `${number} <= ${bound.bind(literal + slack)}`;
  return operator === '>' || operator === '>=' ? `${number} >= ${bound.bind(literal - slack)}` : ALWAYS;
}

/** In JSON, each character of a text is written by itself, so a part of the text is a part of its JSON. */
function textCondition(json: string, operator: Operator, literal: string, bound: BoundValues): Condition {
  if (!isWellFormed(literal)) return ALWAYS;
  const written = JSON.stringify(literal).slice(1, -1);
  if (operator === 'contains') return `position(${json}, ${bound.bind(written)}) > 0`;
  if (operator === 'beginswith') return `startsWith(${json}, ${bound.bind(`"${written}`)})`;
  return operator === 'endswith' ? `endsWith(${json}, ${bound.bind(`${written}"`)})` : ALWAYS;
}
