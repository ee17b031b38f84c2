/** The syntax tree of a mapping template. Made by parse.ts, run by evaluate.ts. */

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | Reference
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[] }
  | { readonly kind: 'foreach'; readonly name: string; readonly items: Expression; readonly body: readonly Node[] }
  | { readonly kind: 'define'; readonly name: string; readonly body: readonly Node[] }
  | { readonly kind: 'macro'; readonly name: string; readonly parameters: readonly string[]; readonly body: readonly Node[] }
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly Expression[]; readonly source: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'break' };

export interface Branch {
  /** Undefined for `#else`. */
  readonly test: Expression | undefined;
  readonly body: readonly Node[];
}

/** `$name.property.method(1)[0]`. */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'method'; readonly name: string; readonly values: readonly Expression[] }
  | { readonly kind: 'index'; readonly at: Expression };

export type Operator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A text in double quotes, in which references are replaced. */
  | { readonly kind: 'template'; readonly body: readonly Node[] }
  | Reference
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'not'; readonly value: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

/** A template that cannot be read or run: API Gateway answers 500. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}
