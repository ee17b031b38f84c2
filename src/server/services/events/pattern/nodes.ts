/** What an event pattern is made of (eventbridge/latest/userguide/eb-event-patterns.html). Made by parse.ts, asked by match.ts. */

export type Scalar = string | number | boolean | null;

/** One entry of a field's list; any of them may hold. */
export type Matcher =
  | { readonly kind: 'equals'; readonly value: Scalar }
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: 'equals-ignore-case'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly text: string }
  | { readonly kind: 'numeric'; readonly low: Bound | undefined; readonly high: Bound | undefined }
  | { readonly kind: 'cidr'; readonly range: AddressRange }
  | { readonly kind: 'exists'; readonly wanted: boolean }
  /** Holds for a value that none of these holds for. */
  | { readonly kind: 'anything-but'; readonly none: readonly Matcher[] };

export interface Bound {
  readonly value: number;
  readonly included: boolean;
}

export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Fields that all have to match, by their path, joined by dots. */
export type FieldTests = ReadonlyMap<string, readonly Matcher[]>;

/** A pattern: any of its alternatives may hold. Without `$or` there is one. */
export type EventPattern = readonly FieldTests[];
