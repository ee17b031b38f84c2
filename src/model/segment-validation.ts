/**
 * Checks one segment document as X-Ray does before it stores any part of it, and names what is wrong in X-Ray's words.
 *
 * Who calls it: the first step of ingest (every door: API, UDP 2000, Lambda, API Gateway), once per document.
 * AWS: PutTraceSegments' UnprocessedTraceSegments; codes and messages as SDK users have seen them (`Invalid segment. ErrorCode: …`).
 * The order of the checks is X-Ray's: id, name, trace id, start, both times, end, parent. One bad nested subsegment rejects the
 * whole document, under the id of the whole document.
 */
import type { SegmentDocument } from './segment-document.ts';
import { isSegmentId, isTraceId } from './trace-id.ts';

export type SegmentErrorCode =
  | 'ParseError'
  | 'UnknownType'
  | 'MissingId'
  | 'InvalidId'
  | 'MissingName'
  | 'InvalidName'
  | 'MissingTraceId'
  | 'InvalidTraceId'
  | 'MissingStartTime'
  | 'MissingEndTime'
  | 'MissingParentId'
  | 'InvalidParentId'
  | 'InProgressSegmentHasEndTime'
  | 'InProgressSubsegmentHasEndTime'
  | 'InvalidSegment';

export type SegmentValidation =
  /** `changed`: the document is no longer what the text says (a name was cut, a null dropped), so the text must be written anew. */
  | { readonly ok: true; readonly document: SegmentDocument; readonly changed: boolean }
  /** `id`: undefined when the document has no usable id. */
  | { readonly ok: false; readonly id: string | undefined; readonly errorCode: SegmentErrorCode; readonly message: string };

/** Bytes of UTF-8. */
export const LARGEST_DOCUMENT = 64 * 1024;

/** UTF-16 units; what is longer is cut, not refused. */
export const LONGEST_NAME = 200;

const PLAIN_NAME = /^[\w\s.:/%&#=+\\\-@]+$/;
/** Letters, digits and whitespace of any script, and `_ . : / % & # = + \ - @`. Combining marks belong to their letters. */
const NAME = /^[\p{L}\p{M}\p{N}\p{Z}\s_.:/%&#=+\\\-@]+$/u;

/** Members whose presence means something to whoever reads the document. */
const NULLABLE = ['end_time', 'in_progress', 'parent_id', 'type', 'subsegments'] as const;

type Json = Record<string, unknown>;
type Kind = 'segment' | 'subsegment';

/** @param text one JSON document as received. Never throws. */
export function validateSegmentDocument(text: string): SegmentValidation {
  if (text.length * 3 > LARGEST_DOCUMENT && utf8Length(text) > LARGEST_DOCUMENT) return tooLarge(text);
  const document = parseObject(text);
  if (document === undefined) return invalid(undefined, 'entity', 'ParseError');
  const id = idOf(document);
  const kind = kindOf(document['type']);
  if (kind === undefined) return invalid(id, 'entity', 'UnknownType');
  const check = new Check();
  const errorCode = check.document(document, kind);
  if (errorCode !== undefined) return invalid(id, check.failed, errorCode);
  return { ok: true, document: document as unknown as SegmentDocument, changed: check.changed };
}

/** One walk through one document. */
class Check {
  /** The kind of the entity that failed, which the message names. */
  failed: Kind | 'entity' = 'entity';
  changed = false;

  document(document: Json, kind: Kind): SegmentErrorCode | undefined {
    return this.#entity(document, kind, true) ?? this.#nested(document);
  }

  /** Iterative: a 64 kB document can nest thousands deep. */
  #nested(root: Json): SegmentErrorCode | undefined {
    if (isAbsent(root['subsegments'])) return undefined;
    const open: Json[] = [root];
    for (let entity = open.pop(); entity !== undefined; entity = open.pop()) {
      const children = entity['subsegments'];
      if (isAbsent(children)) continue;
      if (!Array.isArray(children)) return this.#fail('entity', 'ParseError');
      for (const child of children as unknown[]) {
        if (!isObject(child)) return this.#fail('entity', 'ParseError');
        const errorCode = this.#entity(child, 'subsegment', false);
        if (errorCode !== undefined) return errorCode;
        if (child['subsegments'] !== undefined) open.push(child);
      }
    }
    return undefined;
  }

  #entity(entity: Json, kind: Kind, standsAlone: boolean): SegmentErrorCode | undefined {
    this.#dropAbsent(entity);
    const errorCode =
      checkId(entity['id']) ??
      this.#name(entity) ??
      (standsAlone ? checkTraceId(entity['trace_id']) : undefined) ??
      checkTimes(entity, kind) ??
      (standsAlone ? checkParent(entity['parent_id'], kind) : undefined);
    // What cannot be parsed is no segment yet.
    return errorCode === undefined ? undefined : this.#fail(errorCode === 'ParseError' ? 'entity' : kind, errorCode);
  }

  /** Some SDKs print null, or an empty parent, for what is absent; readers should not have to know. */
  #dropAbsent(entity: Json): void {
    for (const member of NULLABLE) {
      if (entity[member] !== null && !(member === 'parent_id' && entity[member] === '')) continue;
      delete entity[member];
      this.changed = true;
    }
  }

  #name(entity: Json): SegmentErrorCode | undefined {
    const name = entity['name'];
    if (isAbsent(name) || name === '') return 'MissingName';
    if (typeof name !== 'string' || !(PLAIN_NAME.test(name) || NAME.test(name))) return 'InvalidName';
    if (name.length > LONGEST_NAME) {
      entity['name'] = cut(name);
      this.changed = true;
    }
    return undefined;
  }

  #fail(kind: Kind | 'entity', errorCode: SegmentErrorCode): SegmentErrorCode {
    this.failed = kind;
    return errorCode;
  }
}

/** Never in the middle of a character that takes two units. */
function cut(name: string): string {
  const last = name.charCodeAt(LONGEST_NAME - 1);
  return name.slice(0, last >= 0xd800 && last < 0xdc00 ? LONGEST_NAME - 1 : LONGEST_NAME);
}

function checkId(id: unknown): SegmentErrorCode | undefined {
  if (isAbsent(id) || id === '') return 'MissingId';
  return typeof id === 'string' && isSegmentId(id) ? undefined : 'InvalidId';
}

function checkTraceId(id: unknown): SegmentErrorCode | undefined {
  if (isAbsent(id) || id === '') return 'MissingTraceId';
  return typeof id === 'string' && isTraceId(id) ? undefined : 'InvalidTraceId';
}

/** Times of a wrong type, or beyond what a double holds, are what X-Ray's reader could not have parsed. */
function checkTimes(entity: Json, kind: Kind): SegmentErrorCode | undefined {
  const { start_time: start, end_time: end, in_progress: inProgress } = entity;
  if (isAbsent(start)) return 'MissingStartTime';
  if (!isTime(start) || !(isAbsent(end) || isTime(end))) return 'ParseError';
  if (!(isAbsent(inProgress) || typeof inProgress === 'boolean')) return 'ParseError';
  if (inProgress === true && !isAbsent(end))
    return kind === 'segment' ? 'InProgressSegmentHasEndTime' : 'InProgressSubsegmentHasEndTime';
  return inProgress !== true && isAbsent(end) ? 'MissingEndTime' : undefined;
}

function checkParent(parent: unknown, kind: Kind): SegmentErrorCode | undefined {
  if (isAbsent(parent)) return kind === 'subsegment' ? 'MissingParentId' : undefined;
  return typeof parent === 'string' && isSegmentId(parent) ? undefined : 'InvalidParentId';
}

function kindOf(type: unknown): Kind | undefined {
  if (isAbsent(type) || type === 'segment') return 'segment';
  return type === 'subsegment' ? 'subsegment' : undefined;
}

function idOf(document: Json): string | undefined {
  const id = document['id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** X-Ray's three wordings. */
function invalid(id: string | undefined, kind: Kind | 'entity', errorCode: SegmentErrorCode): SegmentValidation {
  const cause = kind === 'subsegment' ? ', Cause: null' : '';
  return { ok: false, id, errorCode, message: `Invalid ${kind}. ErrorCode: ${errorCode}${cause}` };
}

/** AWS documents the limit but not the answer; the code is the one it uses for traces that are too large. */
function tooLarge(text: string): SegmentValidation {
  const document = parseObject(text);
  return {
    ok: false,
    id: document && idOf(document),
    errorCode: 'InvalidSegment',
    message: `Segment document is too large: ${utf8Length(text)} bytes. The limit is ${LARGEST_DOCUMENT} bytes.`,
  };
}

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function utf8Length(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
  }
  return length;
}
