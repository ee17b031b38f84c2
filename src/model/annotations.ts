/**
 * Which annotations are indexed, and how values compare. A key with other characters stays in the document but cannot be searched.
 *
 * Used by summaries and filters. AWS page: "Segment documents", annotations.
 */
import type { AnnotationValue } from './segment-document.ts';
import { subsegmentsBelow, type TraceSegment } from './trace.ts';

const indexedKey = /^[A-Za-z0-9_.]{1,500}$/;

/** By key, the distinct values on the segments and their subsegments, both sorted; `"1"` and `1` are two values. */
export function annotationsOf(segments: readonly TraceSegment[]): ReadonlyMap<string, readonly AnnotationValue[]> {
  const found = new Map<string, Set<AnnotationValue>>();
  for (const segment of segments) {
    for (const { document } of [segment, ...subsegmentsBelow(segment)]) {
      if (document.annotations !== undefined) collect(document.annotations, found);
    }
  }
  const sorted = [...found].sort(([left], [right]) => compareTexts(left, right));
  return new Map(sorted.map(([key, values]) => [key, [...values].sort(byText)]));
}

function collect(annotations: { readonly [key: string]: unknown }, found: Map<string, Set<AnnotationValue>>): void {
  for (const [key, value] of Object.entries(annotations)) {
    if (!indexedKey.test(key) || !isAnnotationValue(value)) continue;
    const values = found.get(key);
    if (values === undefined) found.set(key, new Set([value]));
    else values.add(value);
  }
}

function byText(left: AnnotationValue, right: AnnotationValue): number {
  return compareTexts(JSON.stringify(left), JSON.stringify(right));
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isAnnotationValue(value: unknown): value is AnnotationValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
