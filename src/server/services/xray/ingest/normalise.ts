/**
 * JOURNEY 1, step 3: one spelling. A trace id is kept in lower case, and a document that was changed is written anew; all others
 * are kept byte for byte as they were sent.
 *
 * Who calls it: `pipeline.ts`.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import type { ValidDocument } from './validate.ts';

export interface AcceptedDocument {
  readonly document: SegmentDocument;
  readonly text: string;
  readonly position: number;
}

export function normalise(valid: readonly ValidDocument[]): readonly AcceptedDocument[] {
  return valid.map(({ document, text, position }) => {
    const traceId = document.trace_id.toLowerCase();
    if (traceId === document.trace_id && text !== undefined) return { document, text, position };
    const spelled = { ...document, trace_id: traceId };
    return { document: spelled, text: JSON.stringify(spelled), position };
  });
}
