/**
 * OTLP's way into JOURNEY 1: bytes become spans, spans become segment documents, and these go where all documents go.
 *
 * Who calls it: `http.ts` (OTLP over HTTP) and `service.ts` (OTLP in a datagram). One request is one batch, hence one revision.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { checkSpan } from './check-span.ts';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { type Conversion, documentsOf } from './documents.ts';
import { describeResource } from './resource.ts';
import type { ResourceSpans } from './span.ts';

export type Encoding = 'protobuf' | 'json';

export interface ReadSpans {
  readonly documents: readonly SegmentDocument[];
  readonly accepted: number;
  readonly rejected: number;
  /** Why the first one was rejected; empty: none was. */
  readonly message: string;
}

/** @throws MalformedRequest when the bytes are not a request at all. A bad span is rejected by itself. */
export function readSpans(body: Uint8Array, encoding: Encoding, conversion: Conversion): ReadSpans {
  return convert(encoding === 'json' ? decodeJson(body) : decodeProtobuf(body), conversion);
}

function convert(resources: readonly ResourceSpans[], conversion: Conversion): ReadSpans {
  const documents: SegmentDocument[] = [];
  let accepted = 0;
  let rejected = 0;
  let message = '';
  for (const { attributes, scopes } of resources) {
    const resource = describeResource(attributes);
    for (const scope of scopes) {
      for (const span of scope.spans) {
        const fault = checkSpan(span);
        if (fault === undefined) {
          documents.push(...documentsOf(span, scope, resource, conversion));
          accepted++;
        } else {
          if (rejected === 0) message = fault;
          rejected++;
        }
      }
    }
  }
  // Exporters send spans as they end, and grouped by library; X-Ray prints siblings in the order in which they came.
  documents.sort((left, right) => left.start_time - right.start_time);
  return { documents, accepted, rejected, message };
}
