/**
 * Traces counted from the columns beside their documents, against the model's graph of the documents: the same, or refused.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { ServiceGraphBuilder, serviceGraph } from '../../../../model/service-graph.ts';
import { assembleTrace, type StoredDocument } from '../../../../model/trace.ts';
import { traceIdToBytes } from '../../../../model/trace-id.ts';
import { RowBinaryWriter } from '../../../store/row-binary.ts';
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import { observe } from '../ingest/observe.ts';
import { writeGraphColumns } from '../persist/graph-columns.ts';
import { countTrace, plainTrace } from './count-trace.ts';
import { DescribedReader } from './described-documents.ts';

const ACCOUNT = '111111111111';
const TRACE = '1-00000000-000000000000000000000001';

/** The row as `describedColumns` selects it; only the order of its parts differs from the table's. */
function described(documents: readonly SegmentDocument[]) {
  const rows = new RowBinaryWriter();
  for (const document of documents) {
    rows.raw(traceIdToBytes(document.trace_id)).float64(observe(document)[0].firstStart);
    writeGraphColumns(rows, ACCOUNT, document);
  }
  const bytes = new RowBinaryReader(rows.take());
  const reader = new DescribedReader();
  const read = [];
  while (!bytes.done) read.push(reader.read(bytes).document);
  return read;
}

/** @returns undefined when it was refused. */
function counted(documents: readonly SegmentDocument[]): unknown {
  const trace = plainTrace(described(documents));
  const graph = new ServiceGraphBuilder();
  if (trace === undefined || !countTrace(graph, trace)) return undefined;
  return [trace.startTime, graph.services(ACCOUNT)];
}

function assembled(documents: readonly SegmentDocument[]): unknown {
  const stored = documents.map(
    (document, position): StoredDocument => ({ document, received: 1, collector: 'one', batch: 1, position }),
  );
  const trace = assembleTrace(TRACE, stored, ACCOUNT);
  return [trace.startTime, serviceGraph([trace])];
}

/** What an entity is made of, without ids: they are dealt out, so that each stands for one thing. */
interface Sketch {
  readonly name: string;
  readonly start: number;
  readonly seconds: number | undefined;
  readonly namespace: string | undefined;
  readonly ended: object;
  readonly alone: boolean;
  readonly twice: boolean;
  /** A segment's parent, as a share of all ids that there are; beyond 1 there is none. */
  readonly parent: number;
  readonly more: object;
  readonly inside: readonly Sketch[];
}

const sketch = (depth: number): fc.Arbitrary<Sketch> =>
  fc.record({
    name: fc.constantFrom('front', 'back', 'DynamoDB', 'SQS', 'Größe'),
    start: fc.integer({ min: 100_000, max: 200_000 }).map((milliseconds) => milliseconds / 1000),
    seconds: fc.option(fc.double({ min: -1, max: 70, noNaN: true }), { nil: undefined, freq: 9 }),
    namespace: fc.constantFrom('aws', 'remote', 'remote', 'local', undefined),
    ended: fc.constantFrom<object>(
      {},
      {},
      { fault: true },
      { throttle: true, error: true },
      { http: { response: { status: 404 } } },
      { http: { response: { status: 502 } } },
    ),
    alone: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
    twice: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    parent: fc.double({ min: 0, max: 1.5, noNaN: true }),
    more: fc.constantFrom<object>(
      {},
      {},
      { origin: 'AWS::Lambda' },
      { aws: { operation: 'GetItem', table_name: 'orders' } },
      { aws: { operation: 'SendMessage', queue_url: 'https://queue', account_id: '222222222222' } },
    ),
    inside: depth === 0 ? fc.constant([]) : fc.array(sketch(depth - 1), { maxLength: 3 }),
  });

/** Documents of a trace: subsegments nested, or sent alone below their parent; some first in progress, then complete. */
function documentsOf(segments: readonly Sketch[]): SegmentDocument[] {
  const ids: string[] = [];
  const sent: { document: Record<string, unknown>; sketch: Sketch }[] = [];
  const entity = ({ name, start, seconds, ended, namespace, more, inside }: Sketch): Record<string, unknown> => {
    const id = (ids.length + 0xa000).toString(16).padStart(16, '0');
    ids.push(id);
    const made = {
      id,
      name,
      start_time: start,
      ...(seconds === undefined ? { in_progress: true } : { end_time: start + seconds, ...ended }),
      ...more,
      ...(namespace !== undefined && { namespace }),
    };
    const nested: object[] = [];
    for (const child of inside) {
      const below = entity(child);
      if (!child.alone) nested.push(below);
      else sent.push({ document: { ...below, trace_id: TRACE, type: 'subsegment', parent_id: id }, sketch: child });
    }
    return nested.length === 0 ? made : { ...made, subsegments: nested };
  };
  for (const each of segments) sent.push({ document: { ...entity(each), trace_id: TRACE }, sketch: each });
  return sent.flatMap(({ document, sketch: { parent, twice } }) => {
    const place = Math.floor(parent * ids.length);
    const whole = document['type'] !== undefined || place >= ids.length ? document : { ...document, parent_id: ids[place] };
    if (!twice || whole['end_time'] === undefined) return [whole];
    const { end_time: _, ...begun } = whole;
    return [{ ...begun, in_progress: true, subsegments: undefined }, whole];
  }) as unknown as SegmentDocument[];
}

const trace = fc.array(sketch(2), { minLength: 1, maxLength: 4 }).map(documentsOf);

describe('a trace counted from columns', () => {
  it('is what the model makes of its documents, whatever their order, or is refused', () => {
    let plain = 0;
    let all = 0;
    fc.assert(
      fc.property(
        trace.chain((documents) => fc.tuple(fc.constant(documents), fc.shuffledSubarray(documents, { minLength: 1 }))),
        (both) => {
          for (const documents of both) {
            all++;
            const graph = counted(documents);
            if (graph === undefined) continue;
            plain++;
            expect(graph).toEqual(assembled(documents));
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(plain / all).toBeGreaterThan(0.3);
  });

  const segment = { id: 'a'.repeat(16), name: 'front', trace_id: TRACE, start_time: 1, end_time: 2 };

  it('follows chains of independent subsegments of any length to their segment', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => ({
      ...segment,
      name: 'third.example',
      namespace: 'remote',
      type: 'subsegment',
      id: (index + 1).toString(16).padStart(16, '0'),
      parent_id: index === 0 ? segment.id : index.toString(16).padStart(16, '0'),
    })) as SegmentDocument[];
    const documents = [...chain.reverse(), segment];
    expect(counted(documents)).toEqual(assembled(documents));
    expect(counted(chain)).toEqual(assembled(chain));
  });

  it('leaves out subsegments that hang in each other', () => {
    const [one, other] = ['b'.repeat(16), 'c'.repeat(16)];
    const circle = [
      { ...segment, namespace: 'remote', type: 'subsegment', id: one, parent_id: other },
      { ...segment, namespace: 'remote', type: 'subsegment', id: other, parent_id: one },
      segment,
    ] as SegmentDocument[];
    expect(counted(circle)).toEqual(assembled(circle));
  });

  it.each<[string, readonly object[]]>([
    ['two completed versions of a document', [segment, segment]],
    ['an id that stands for two things', [{ ...segment, subsegments: [{ ...segment }] }]],
    ['an empty origin', [{ ...segment, origin: '' }]],
    ['a status that no column holds', [{ ...segment, http: { response: { status: 404.5 } } }]],
    [
      'a callee of local work',
      [
        { ...segment, subsegments: [{ id: 'b'.repeat(16), name: 'work', start_time: 1, end_time: 2 }] },
        { ...segment, id: 'c'.repeat(16), parent_id: 'b'.repeat(16) },
      ],
    ],
  ])('refuses %s', (_name, documents) => {
    expect(counted(documents as SegmentDocument[])).toBeUndefined();
  });
});
