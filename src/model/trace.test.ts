/**
 * Trace assembly: folding, callers, inferred segments, versions; and that the order of arrival does not matter.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment, SegmentDocument, Subsegment } from './segment-document.ts';
import { serviceGraph } from './service-graph.ts';
import { assembleTrace, printedSegment, type StoredDocument, type Trace } from './trace.ts';
import { summarise } from './trace-summary.ts';

const traceId = '1-00000001-000000000000000000000001';
const hex = (n: number) => n.toString(16).padStart(16, '0');

function segment(id: number, fields: Partial<Segment> = {}): Segment {
  return { id: hex(id), name: `service-${id}`, trace_id: traceId, start_time: id, end_time: id + 1, ...fields };
}

function independent(id: number, parent: number, fields: Partial<Subsegment> = {}): SegmentDocument {
  const base = { id: hex(id), name: `work-${id}`, start_time: id, end_time: id + 1 };
  return { ...base, trace_id: traceId, parent_id: hex(parent), type: 'subsegment', ...fields };
}

/** Each document a batch of its own, in order. */
function arrived(...documents: readonly SegmentDocument[]): StoredDocument[] {
  return documents.map((document, at) => ({ document, received: 1000 + at, collector: 'c', batch: at, position: 0 }));
}

function assembled(...documents: readonly SegmentDocument[]): Trace {
  return assembleTrace(traceId, arrived(...documents));
}

function printed(trace: Trace) {
  return trace.segments.map(printedSegment);
}

describe('versions of a document', () => {
  const pending = segment(1, { end_time: undefined, in_progress: true });

  it('replaces a document in progress, and keeps the first completed one', () => {
    const trace = assembled(pending, segment(1, { user: 'first' }), segment(1, { user: 'second' }), pending);
    expect(printed(trace)).toMatchObject([{ user: 'first', end_time: 2 }]);
    expect(printed(trace)[0]).not.toHaveProperty('in_progress');
  });

  it('counts a revision for each batch that changed something', () => {
    expect(assembled(pending, segment(1), segment(1), segment(2)).revision).toBe(3);
    const together = arrived(pending, segment(1), segment(2)).map((stored, position) => ({
      ...stored,
      received: 5,
      batch: 7,
      position,
    }));
    expect(assembleTrace(traceId, together).revision).toBe(1);
  });

  it('chooses by time of receipt, collector, batch and position, not by the order in which rows are read', () => {
    const documents = arrived(segment(1, { user: 'first' }), segment(1, { user: 'second' })).reverse();
    expect(printed(assembleTrace(traceId, documents))).toMatchObject([{ user: 'first' }]);
  });
});

describe('independent subsegments', () => {
  it('are folded into a nested subsegment, behind inline ones, and into each other', () => {
    const inline: Subsegment = { id: hex(20), name: 'inline', start_time: 1, end_time: 2 };
    const root = segment(1, { subsegments: [{ id: hex(10), name: 'outer', start_time: 1, end_time: 2, subsegments: [inline] }] });
    const [document] = printed(assembled(independent(31, 30), independent(30, 10), root));
    expect(document?.subsegments).toMatchObject([
      { id: hex(10), subsegments: [{ id: hex(20) }, { id: hex(30), subsegments: [{ id: hex(31) }] }] },
    ]);
    expect(JSON.stringify(document?.subsegments)).not.toMatch(/parent_id|"type"|trace_id/);
  });

  it('whose parents go in a circle are hidden, and end', () => {
    const trace = assembled(segment(1), independent(10, 11), independent(11, 10), independent(12, 12));
    expect(printed(trace)).toHaveLength(1);
    expect(trace.orphans).toHaveLength(3);
    expect(trace.isPartial).toBe(true);
  });

  it('may form a chain of any length', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => independent(at + 2, at + 1));
    const trace = assembled(segment(1), ...chain.reverse());
    expect(trace.orphans).toEqual([]);
    expect(JSON.stringify(printed(trace)).match(/"work-/g)).toHaveLength(20_000);
    expect(trace.duration).toBe(20_001);
  });

  it('complete the same subsegment that was sent inline in progress', () => {
    const inline = { id: hex(10), name: 'work-10', start_time: 10, in_progress: true };
    const [document] = printed(assembled(segment(1, { subsegments: [inline] }), independent(10, 1), independent(11, 10)));
    expect(document?.subsegments).toMatchObject([{ id: hex(10), end_time: 11, subsegments: [{ id: hex(11) }] }]);
    expect(document?.subsegments).toHaveLength(1);
  });
});

describe('callers', () => {
  it('ties a segment to a segment, as Lambda does, and keeps the two apart by type', () => {
    const graph = serviceGraph([
      assembled(
        segment(1, { name: 'f', origin: 'AWS::Lambda' }),
        segment(2, { name: 'f', origin: 'AWS::Lambda::Function', parent_id: hex(1) }),
      ),
    ]);
    expect(graph.map(({ Name, Type, Edges }) => [Name, Type, Edges.map((edge) => edge.ReferenceId)])).toEqual([
      ['f', 'AWS::Lambda', [1]],
      ['f', 'AWS::Lambda::Function', []],
      ['f', 'client', [0]],
    ]);
  });

  it('does not hang on segments that call each other, and finds no root', () => {
    const trace = assembled(segment(1, { parent_id: hex(2) }), segment(2, { parent_id: hex(1), fault: true }));
    expect(trace.root).toBeUndefined();
    expect(summarise(trace).EntryPoint).toBeUndefined();
    expect(serviceGraph([trace])).toHaveLength(2);
  });

  it('takes a segment that is its own parent for one whose parent is missing', () => {
    expect(assembled(segment(1, { parent_id: hex(1) })).isPartial).toBe(true);
  });
});

describe('a call that says its callee is traced', () => {
  const call: Subsegment = {
    id: hex(10),
    name: 'callee',
    namespace: 'remote',
    start_time: 1,
    end_time: 2,
    http: { request: { traced: true } },
  };

  it('leaves the trace partial until the callee comes', () => {
    expect(assembled(segment(1, { subsegments: [call] })).isPartial).toBe(true);
    expect(assembled(segment(1, { subsegments: [call] }), segment(2, { parent_id: hex(10) })).isPartial).toBe(false);
  });

  it('is printed without traced', () => {
    expect(JSON.stringify(printed(assembled(segment(1, { subsegments: [call] }))))).not.toContain('traced');
  });
});

describe('inferred segments', () => {
  const aws = (name: string, fields: Record<string, unknown>): Subsegment => {
    return { id: hex(10), name, namespace: 'aws', start_time: 1, end_time: 2, aws: { operation: 'Call', ...fields } };
  };

  it.each([
    ['dynamodb', { table_name: 'orders' }, 'AWS::DynamoDB::Table', 'orders'],
    ['S3', { bucket_name: 'files' }, 'AWS::S3::Bucket', 'files'],
    ['SQS', { queue_url: 'https://sqs/1/q' }, 'AWS::SQS::Queue', 'https://sqs/1/q'],
    ['SNS', { topic_arn: 'arn:aws:sns:us-east-1:1:t' }, 'AWS::SNS', 'arn:aws:sns:us-east-1:1:t'],
    ['Lambda', { function_name: 'f' }, 'AWS::Lambda', 'f'],
    ['DynamoDB', {}, 'AWS::DynamoDB', 'DynamoDB'],
    ['secretsmanager', { table_name: 'no' }, 'AWS::secretsmanager', 'secretsmanager'],
  ])('of %s %o is a node of type %s', (name, fields, type, node) => {
    const trace = assembled(segment(1, { subsegments: [aws(name, fields)] }));
    expect(trace.segments[1]).toMatchObject({ service: { name: node, type }, document: { name, origin: type, inferred: true } });
    expect(trace.segments[1]?.document.parent_id).toBe(hex(10));
  });

  it('names the resource on the call and on itself, and shows the time in a queue', () => {
    const [caller, queue] = printed(assembled(segment(1, { subsegments: [aws('SQS', { queue_url: 'https://sqs/1/q' })] })));
    expect(caller?.subsegments?.[0]?.aws?.resource_names).toEqual(['https://sqs/1/q']);
    expect(queue?.aws?.resource_names).toEqual(['https://sqs/1/q']);
    expect(queue?.subsegments).toMatchObject([{ name: 'QueueTime', start_time: 1, end_time: 2 }]);
  });

  it('go when the callee reports itself, and are never made of local or unfinished work', () => {
    const call = aws('Lambda', { function_name: 'f' });
    expect(printed(assembled(segment(1, { subsegments: [call] }), segment(2, { parent_id: hex(10) })))).toHaveLength(2);
    expect(printed(assembled(segment(1, { subsegments: [{ ...call, namespace: 'local' }] })))).toHaveLength(1);
    expect(printed(assembled(segment(1, { subsegments: [{ ...call, end_time: undefined, in_progress: true }] })))).toHaveLength(
      1,
    );
  });
});

it('drops what AWS drops: unknown fields, wrong types, annotations that are not flat', () => {
  const sent = segment(1, { annotations: { good: 1, nothing: null, list: [1] } });
  const [document] = printed(assembled({ ...sent, colour: 'red', user: 7, http: { request: { url: 5 } } } as unknown as Segment));
  expect(document).toEqual({ ...segment(1), annotations: { good: 1 } });
});

describe('any order and batching of arrival', () => {
  const names = fc.constantFrom('front', 'back', 'DynamoDB', 'third.example');
  const fields = fc.record({
    name: names,
    start: fc.integer({ min: 0, max: 100 }),
    length: fc.integer({ min: 0, max: 50 }),
    pending: fc.boolean(),
    fault: fc.boolean(),
    status: fc.constantFrom(200, 404, 429, 503),
    namespace: fc.constantFrom('aws', 'remote', undefined),
    exception: fc.boolean(),
    traced: fc.boolean(),
    annotation: fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  });
  const entities = fc.array(
    fc.record({ kind: fc.constantFrom('segment', 'independent', 'nested'), parent: fc.integer({ min: -3, max: 20 }), fields }),
    { minLength: 1, maxLength: 14 },
  );

  /** Ids are unique; a document may have an unfinished version and be sent twice, as clients do. */
  const documents = entities.map((drawn) => {
    const nested = new Map<number, Subsegment[]>();
    const sent: SegmentDocument[] = [];
    drawn.forEach(({ kind, parent, fields: drawnFields }, at) => {
      const { start, length, fault, status, namespace, exception, traced, annotation, name } = drawnFields;
      const entity = {
        id: hex(at + 1),
        name,
        start_time: 1_700_000_000 + start / 10,
        end_time: 1_700_000_000 + (start + length) / 10,
        http: { request: { traced }, response: { status } },
        annotations: { key: annotation },
        ...(fault && { fault }),
        ...(exception && { cause: { exceptions: [{ id: hex(1000 + at), type: 'E' }] } }),
      };
      const below: Subsegment[] = [];
      nested.set(at, below);
      const host = nested.get(parent);
      if (kind === 'nested' && host !== undefined && parent < at) host.push({ ...entity, namespace, subsegments: below });
      else if (kind === 'independent') {
        sent.push({
          ...entity,
          namespace,
          type: 'subsegment',
          trace_id: traceId,
          parent_id: hex(parent + 1),
          subsegments: below,
        });
      } else sent.push({ ...entity, trace_id: traceId, ...(parent >= 0 && { parent_id: hex(parent + 1) }), subsegments: below });
    });
    return sent.flatMap((document, at) => {
      const unfinished = { ...document, end_time: undefined, in_progress: true };
      return drawn[at]?.fields.pending ? [unfinished, document, document] : [document];
    });
  });

  /** Independent siblings are printed in order of arrival, as AWS does. */
  function withSortedSiblings(entity: Subsegment | Segment): unknown {
    const below = [...(entity.subsegments ?? [])].sort((left, right) => (left.id < right.id ? -1 : 1));
    return { ...entity, subsegments: below.map(withSortedSiblings) };
  }

  function answers(stored: readonly StoredDocument[]): unknown {
    const trace = assembleTrace(traceId, stored);
    return {
      documents: printed(trace).map(withSortedSiblings),
      orphans: trace.orphans.map(({ id }) => id).sort(),
      summary: { ...summarise(trace), Revision: 0 },
      graph: serviceGraph([trace]),
    };
  }

  it('gives the same documents, summary and graph', () => {
    fc.assert(
      fc.property(
        documents.chain((sent) => fc.tuple(fc.constant(sent), shuffled(sent))),
        ([sent, arrivals]) => {
          expect(answers(arrivals)).toEqual(answers(arrived(...sent)));
        },
      ),
      { numRuns: 500 },
    );
  });

  function shuffled(sent: readonly SegmentDocument[]): fc.Arbitrary<StoredDocument[]> {
    const arrival = fc.record({
      received: fc.integer({ min: 0, max: 3 }),
      collector: fc.constantFrom('a', 'b'),
      batch: fc.nat(3),
      position: fc.nat(),
    });
    return fc.array(arrival, { minLength: sent.length, maxLength: sent.length }).map((arrivals) => {
      return sent.flatMap((document, at) => {
        const when = arrivals[at];
        return when === undefined ? [] : [{ document, ...when }];
      });
    });
  }
});
