/**
 * Writes the rows of `item`: what a trace can be found by, annotations and users, of every entity of a document.
 *
 * Who calls it: `ingest/encode.ts`; filters look traces up with `annotationItem` and `userItem`.
 * AWS page: "Segment documents" (annotations are indexed). Values compare by type, so they are written as JSON: `"1"` is not `1`.
 */
import type { Entity, SegmentDocument } from '../../../../model/segment-document.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { Batch } from '../ingest/batch.ts';
import { minuteOf, type RowParts } from './row-prefix.ts';

/** The text under which an annotation is filed. */
export function annotationItem(key: string, value: string | number | boolean): string {
  return `annotation.${key}=${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`;
}

/** The text under which a user is filed. */
export function userItem(user: string): string {
  return `user=${quoted(user)}`;
}

/** As JSON; most texts need no escapes, and a call of JSON.stringify costs several times as much as looking. */
function quoted(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

export function writeItemRows(row: RowBinaryWriter, batch: Batch, parts: RowParts, document: SegmentDocument): void {
  const minute = minuteOf(document.start_time);
  const write = (item: string): void => {
    row.raw(parts.tenant).string(item).uint32(minute);
    row.raw(parts.traceId).dateTime64(batch.received);
  };
  if (typeof document.user === 'string') write(userItem(document.user));
  const open: Entity[] = [document];
  for (let entity = open.pop(); entity !== undefined; entity = open.pop()) {
    writeAnnotations(entity.annotations, write);
    if (entity.subsegments) open.push(...entity.subsegments);
  }
}

/** Values that X-Ray does not index (null, lists, objects) are left out, as is anything that is not a map. */
function writeAnnotations(annotations: unknown, write: (item: string) => void): void {
  if (typeof annotations !== 'object' || annotations === null || Array.isArray(annotations)) return;
  for (const key of Object.keys(annotations)) {
    const value = (annotations as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') write(annotationItem(key, value));
  }
}
