/**
 * What a CloudWatch Logs filter pattern means, once parsed.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import type { PatternRegex } from './pattern-regex.ts';

export type FilterPattern = AllEvents | TermsPattern | FieldsPattern | JsonPattern;

/** The empty pattern. */
export interface AllEvents {
  readonly kind: 'all';
}

/** Words of unstructured events: `a "b c" -d`, `?a ?b`, `%regex%`. */
export interface TermsPattern {
  readonly kind: 'terms';
  readonly required: readonly Term[];
  /** One of them is enough. They count only when nothing is required, as in AWS. */
  readonly optional: readonly Term[];
  readonly excluded: readonly Term[];
}

/** A term is found anywhere in the message, in the same case. */
export type Term = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'regex'; readonly regex: PatternRegex };

/** Fields between blanks: `[ip, user, ..., status = 4*]`. */
export interface FieldsPattern {
  readonly kind: 'fields';
  readonly before: readonly Field[];
  /** Fields behind the ellipsis; undefined when there is none, and the count must be exact. */
  readonly after: readonly Field[] | undefined;
}

export interface Field {
  /** Undefined: it goes by its place, `$3`. */
  readonly name: string | undefined;
  /** Undefined: any value. */
  readonly condition: FieldCondition | undefined;
}

export type FieldCondition =
  | { readonly kind: 'compare'; readonly operator: Operator; readonly operand: Operand }
  | { readonly kind: 'and' | 'or'; readonly left: FieldCondition; readonly right: FieldCondition };

/** Properties of JSON events: `{ $.level = "ERROR" && $.latency > 100 }`. */
export interface JsonPattern {
  readonly kind: 'json';
  readonly condition: JsonCondition;
}

export type JsonCondition =
  | { readonly kind: 'compare'; readonly selector: Selector; readonly operator: Operator; readonly operand: Operand }
  | { readonly kind: 'is'; readonly selector: Selector; readonly value: null | boolean }
  | { readonly kind: 'exists'; readonly selector: Selector; readonly wanted: boolean }
  | { readonly kind: 'and' | 'or'; readonly left: JsonCondition; readonly right: JsonCondition };

/** `$.a.b[0]["c d"].*` as steps: names, places, and `*` for every member or element. */
export type Selector = readonly SelectorStep[];
export type SelectorStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'every' };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  /** `parts` are what stands between the `*`; one part means no wildcard. */
  | { readonly kind: 'text'; readonly parts: readonly string[] }
  | { readonly kind: 'regex'; readonly regex: PatternRegex };
