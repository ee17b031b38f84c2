/**
 * What of a filter expression the store can decide: a condition on `trace_id` that every matching trace fulfils.
 *
 * Who calls it: GetTraceSummaries. Conditions are necessary, never sufficient: each trace found is still evaluated by the model.
 * Only the conjuncts at the top are looked at; a filter without any that can be used reads every trace of the range.
 */
import type { FilterNode, Operator } from '../../../../model/filter-expression/nodes.ts';
import type { QueryParams } from '../../../store/ports.ts';
import { annotationItem, userItem } from '../persist/item-rows.ts';

/** `sql` begins with AND, or is empty. */
export interface Prefilter {
  readonly sql: string;
  readonly params: QueryParams;
}

/** Rows that can show what a conjunct asks for: `where` holds on one row of a matching trace. */
interface Condition {
  readonly table: 'item' | 'observation';
  readonly where: string;
  readonly value?: string | number | undefined;
}

const isRoot = `kind = 'segment' AND parent_id = toFixedString('', 8)`;
const tenant = 'account = {account:String} AND region = {region:String}';

/** A trace's rows are not older than its start, so rows from a day before the range on are enough. */
const since = 'minute >= toDateTime({since:UInt32})';

export function prefilter(filter: FilterNode): Prefilter {
  const conditions = conjuncts(filter).flatMap((node) => conditionOf(node) ?? []);
  const params: Record<string, string | number> = {};
  const sql = conditions.map(({ table, where, value }, index) => {
    const name = `filter_${index}`;
    if (value !== undefined) params[name] = value;
    const type = typeof value === 'number' ? 'Float64' : 'String';
    const bound = where.replaceAll('{value}', `{${name}:${type}}`);
    return `AND trace_id IN (SELECT trace_id FROM ${table} WHERE ${tenant} AND ${since} AND ${bound})`;
  });
  return { sql: sql.join('\n  '), params };
}

function conjuncts(node: FilterNode): readonly FilterNode[] {
  return node.kind === 'and' ? node.operands.flatMap(conjuncts) : [node];
}

function conditionOf(node: FilterNode): Condition | undefined {
  if (node.kind === 'has') return 'keyword' in node.of ? outcomeCondition(node.of.keyword) : undefined;
  if (node.kind !== 'compare') return undefined;
  const { of, operator, literal } = node;
  if ('annotation' in of) {
    return operator === '='
      ? { table: 'item', where: 'item = {value}', value: annotationItem(of.annotation, literal) }
      : undefined;
  }
  if (literal === true && operator === '=') return outcomeCondition(of.keyword);
  if (of.keyword === 'user' && operator === '=' && typeof literal === 'string') {
    return { table: 'item', where: 'item = {value}', value: userItem(literal) };
  }
  return rootCondition(of.keyword, operator, literal);
}

/** A throttled root may have failed too: rows know one outcome. */
function outcomeCondition(keyword: string): Condition | undefined {
  if (keyword === 'error') return { table: 'observation', where: `${isRoot} AND outcome IN ('error', 'fault')` };
  if (keyword === 'throttle') return { table: 'observation', where: `${isRoot} AND outcome = 'throttle'` };
  if (keyword === 'fault') return { table: 'observation', where: `${isRoot} AND outcome IN ('fault', 'throttle')` };
  return undefined;
}

const comparable: Partial<Record<Operator, string>> = { '=': '=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

function rootCondition(keyword: string, operator: Operator, literal: string | number | boolean): Condition | undefined {
  const sign = comparable[operator];
  if (keyword === 'responsetime' && typeof literal === 'number' && sign !== undefined) {
    // Response times are rounded to a millisecond.
    const seconds = 'round(greatest(0, end_time - start_time), 3)';
    const near =
      sign === '='
        ? `abs(${seconds} - {value}) <= 0.001`
        : `${seconds} ${sign} {value} ${sign.startsWith('<') ? '+' : '-'} 0.001`;
    return { table: 'observation', where: `${isRoot} AND end_time > 0 AND ${near}`, value: literal };
  }
  if (keyword === 'http.status' && typeof literal === 'number' && sign !== undefined) {
    return { table: 'observation', where: `${isRoot} AND http_status ${sign} {value}`, value: literal };
  }
  const column = keyword === 'http.url' ? 'http_url' : keyword === 'http.method' ? 'http_method' : undefined;
  const text = column === undefined || typeof literal !== 'string' ? undefined : textCondition(column, operator);
  return text === undefined || typeof literal !== 'string'
    ? undefined
    : { table: 'observation', where: `${isRoot} AND ${text}`, value: literal };
}

function textCondition(column: string, operator: Operator): string | undefined {
  switch (operator) {
    case '=':
      return `${column} = {value}`;
    case 'contains':
      return `position(${column}, {value}) > 0`;
    case 'beginswith':
      return `startsWith(${column}, {value})`;
    case 'endswith':
      return `endsWith(${column}, {value})`;
    default:
      return undefined;
  }
}
