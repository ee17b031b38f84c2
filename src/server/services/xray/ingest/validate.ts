/**
 * JOURNEY 1, step 2: parse each document and make X-Ray's checks. What fails is reported by itself and never fails the others.
 *
 * Who calls it: `pipeline.ts`. AWS: PutTraceSegments, UnprocessedTraceSegments.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { validateSegmentDocument } from '../../../../model/segment-validation.ts';
import type { SentDocument, UnprocessedSegment } from '../../ports.ts';

export interface ValidDocument {
  readonly document: SegmentDocument;
  /** The JSON to keep. Undefined when the document was changed and must be written anew. */
  readonly text: string | undefined;
  /** Index in the call. */
  readonly position: number;
}

export interface Validated {
  readonly valid: readonly ValidDocument[];
  readonly unprocessed: readonly UnprocessedSegment[];
}

/** Documents that the server made itself are good by construction. */
export function validate(sent: readonly SentDocument[]): Validated {
  const valid: ValidDocument[] = [];
  const unprocessed: UnprocessedSegment[] = [];
  for (const [position, text] of sent.entries()) {
    if (typeof text === 'object') {
      valid.push({ document: text, text: undefined, position });
      continue;
    }
    const result = validateSegmentDocument(text);
    if (result.ok) valid.push({ document: result.document, text: result.changed ? undefined : text, position });
    else unprocessed.push({ Id: result.id, ErrorCode: result.errorCode, Message: result.message });
  }
  return { valid, unprocessed };
}
