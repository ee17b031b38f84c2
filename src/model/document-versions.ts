/**
 * Which version of each document counts. A document may be sent in progress and once more when complete, and clients resend: the
 * first completed version wins, later ones are ignored, and each batch that changed something is one revision of the trace.
 *
 * Called by trace assembly. AWS page: "X-Ray segment documents", in-progress segments.
 */
import type { SegmentDocument } from './segment-document.ts';

/** A document and the order in which it was accepted: by received, then collector, batch and position. */
export interface StoredDocument {
  readonly document: SegmentDocument;
  /** Epoch milliseconds. */
  readonly received: number;
  readonly collector: string;
  /** Documents with the same collector and batch were accepted together. */
  readonly batch: number;
  /** Within the batch. */
  readonly position: number;
}

export interface ChosenDocuments {
  /** One per id, in order of arrival. */
  readonly documents: readonly SegmentDocument[];
  /** Number of batches that added or completed a document. */
  readonly revision: number;
  /** Epoch milliseconds of the last change. */
  readonly lastReceived: number;
}

/** Order of `stored` does not matter. */
export function chooseVersions(stored: readonly StoredDocument[]): ChosenDocuments {
  const chosen = new Map<string, SegmentDocument>();
  const batches = new Set<string>();
  let lastReceived = 0;
  for (const next of [...stored].sort(byArrival)) {
    const id = next.document.id.toLowerCase();
    const held = chosen.get(id);
    if (held !== undefined && (isComplete(held) || !isComplete(next.document))) continue;
    chosen.set(id, next.document);
    batches.add(`${next.batch} ${next.collector}`);
    lastReceived = next.received;
  }
  return { documents: [...chosen.values()], revision: batches.size, lastReceived };
}

function isComplete(document: SegmentDocument): boolean {
  return document.end_time !== undefined;
}

function byArrival(left: StoredDocument, right: StoredDocument): number {
  return (
    left.received - right.received ||
    (left.collector < right.collector ? -1 : left.collector > right.collector ? 1 : 0) ||
    left.batch - right.batch ||
    left.position - right.position
  );
}
