/**
 * A filter expression as a tree, and its keywords: of which type each is, and where it may stand.
 *
 * Made by parse.ts, read by evaluate.ts and by the store's prefilter. AWS page: "Using filter expressions".
 */
import type { JsonValue } from '../segment-document.ts';

export type FilterNode =
  /** The empty expression. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly operand: FilterNode }
  /** A keyword by itself: it is true, or it has a value. */
  | { readonly kind: 'has'; readonly of: Operand }
  | { readonly kind: 'compare'; readonly of: Operand; readonly operator: Operator; readonly literal: Literal }
  | { readonly kind: 'service'; readonly service: ServiceSelector; readonly body: FilterNode | undefined }
  | { readonly kind: 'edge'; readonly from: ServiceSelector; readonly to: ServiceSelector; readonly body: FilterNode | undefined }
  | { readonly kind: 'rootcause'; readonly cause: RootCauseKind; readonly level: RootCauseLevel; readonly body: FilterNode }
  | { readonly kind: 'rootcause.json'; readonly causes: readonly JsonValue[] }
  | { readonly kind: 'group'; readonly by: 'name' | 'arn'; readonly operator: '=' | '!='; readonly value: string };

export type Operand = { readonly keyword: Keyword } | { readonly annotation: string };
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'beginswith' | 'endswith';
export type Literal = string | number | boolean;

/** Any service when empty. */
export interface ServiceSelector {
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly account?: string | undefined;
}

export type RootCauseKind = 'fault' | 'error' | 'responsetime';
export type RootCauseLevel = 'service' | 'entity' | 'exception';

/** Where a keyword stands: beside everything, inside a service or edge, inside a root cause. */
export type Scope = 'trace' | 'service' | 'edge' | `rootcause.${RootCauseKind}.${RootCauseLevel}`;

const anywhere = ['trace', 'service', 'edge'];
const causes = ['rootcause'];

/** `in`: the scopes, or the first words of their names. */
export const keywords = {
  ok: { type: 'boolean', in: anywhere },
  error: { type: 'boolean', in: anywhere },
  throttle: { type: 'boolean', in: anywhere },
  fault: { type: 'boolean', in: anywhere },
  partial: { type: 'boolean', in: anywhere },
  inferred: { type: 'boolean', in: [...anywhere, 'rootcause'] },
  root: { type: 'boolean', in: ['service', 'edge'] },
  first: { type: 'boolean', in: causes },
  last: { type: 'boolean', in: causes },
  remote: { type: 'boolean', in: causes },
  responsetime: { type: 'number', in: anywhere },
  duration: { type: 'number', in: anywhere },
  'http.status': { type: 'number', in: anywhere },
  index: { type: 'number', in: causes },
  coverage: { type: 'number', in: ['rootcause.responsetime.entity'] },
  'http.url': { type: 'string', in: anywhere },
  'http.method': { type: 'string', in: anywhere },
  'http.useragent': { type: 'string', in: anywhere },
  'http.clientip': { type: 'string', in: anywhere },
  user: { type: 'string', in: anywhere },
  availabilityzone: { type: 'string', in: anywhere },
  'instance.id': { type: 'string', in: anywhere },
  'resource.arn': { type: 'string', in: anywhere },
  name: { type: 'string', in: ['service', 'edge', 'rootcause'] },
  type: { type: 'string', in: ['service', 'edge', 'rootcause'] },
  message: { type: 'string', in: ['rootcause.fault.exception', 'rootcause.error.exception'] },
} as const satisfies Readonly<Record<string, { readonly type: 'boolean' | 'number' | 'string'; readonly in: readonly string[] }>>;

export type Keyword = keyof typeof keywords;

export function isKeyword(word: string): word is Keyword {
  return Object.hasOwn(keywords, word);
}

export function mayStandIn(keyword: Keyword, scope: Scope): boolean {
  return keywords[keyword].in.some((name: string) => scope === name || scope.startsWith(`${name}.`));
}

export function annotationMayStandIn(scope: Scope): boolean {
  return anywhere.includes(scope);
}
