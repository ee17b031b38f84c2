/**
 * What a Logs Insights query means, once parsed.
 */
import type { AggregateName } from './aggregates/aggregates.ts';
import type { Period } from './period.ts';
import type { QueryRegex } from './regex.ts';

export interface Query {
  readonly commands: readonly Command[];
}

export type Command =
  | { readonly kind: 'fields'; readonly columns: readonly Column[] }
  | { readonly kind: 'display'; readonly names: readonly FieldName[] }
  | { readonly kind: 'filter'; readonly condition: Expression }
  | { readonly kind: 'stats'; readonly columns: readonly Column[]; readonly by: readonly Column[] }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
  /** `any`: which ones does not matter, so that reading may stop early. */
  | { readonly kind: 'limit'; readonly count: number; readonly any: boolean }
  | { readonly kind: 'parse'; readonly source: Expression; readonly regex: RegExp; readonly names: readonly string[] }
  | { readonly kind: 'dedup'; readonly names: readonly FieldName[] };

export interface Column {
  /** The alias, or the expression as it is written. */
  readonly name: string;
  readonly expression: Expression;
}

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

export interface FieldName {
  /** `a.b[0]` is a, b, 0. */
  readonly path: readonly string[];
  /** The path with dots. */
  readonly text: string;
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'field'; readonly field: FieldName }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'aggregate'; readonly name: AggregateName; readonly args: readonly Expression[] }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'like'; readonly operand: Expression; readonly pattern: string | QueryRegex }
  | { readonly kind: 'in'; readonly operand: Expression; readonly values: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression };

export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What an expression is made of, one step down. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'period':
    case 'field':
      return [];
    case 'call':
    case 'aggregate':
      return expression.args;
    case 'negate':
    case 'not':
    case 'like':
      return [expression.operand];
    case 'in':
      return [expression.operand, ...expression.values];
    default:
      return [expression.left, expression.right];
  }
}
