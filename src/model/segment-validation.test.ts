/**
 * Codes and messages: reference of AWS's ErrorCodes as SDK users have reported them (aws-xray-daemon#184, envoy#10142,
 * zipkin-aws#63) and the Developer Guide's "Sending trace data".
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateSegmentDocument } from './segment-validation.ts';

const good = {
  id: '70de5b6f19ff9a0a',
  name: 'front',
  trace_id: '1-581cf771-a006649127e371903a2de979',
  start_time: 1.5,
  end_time: 2.5,
};
const child = { id: '70de5b6f19ff9a0b', name: 'call', start_time: 1.6, end_time: 1.7, namespace: 'remote' };
const independent = { ...good, type: 'subsegment', parent_id: '70de5b6f19ff9a0c' };

/** The document without some members. */
function without<Value extends object>(value: Value, ...names: (keyof Value)[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name as keyof Value)));
}

function refusal(document: unknown): { id: string | undefined; message: string } | undefined {
  const result = validateSegmentDocument(typeof document === 'string' ? document : JSON.stringify(document));
  return result.ok ? undefined : { id: result.id, message: result.message };
}

describe('a segment document', () => {
  it.each([
    ['a segment', good],
    ['a segment in progress', { ...without(good, 'end_time'), in_progress: true }],
    ['a segment with a parent', { ...good, parent_id: '70de5b6f19ff9a0c' }],
    ['an independent subsegment', independent],
    ['nested subsegments', { ...good, subsegments: [{ ...child, subsegments: [child] }] }],
    ['a trace id whose time is far away', { ...good, trace_id: '1-00000001-a006649127e371903a2de979' }],
    ['a trace id in upper case', { ...good, trace_id: '1-581CF771-A006649127E371903A2DE979' }],
    ['names of any script, with the signs that AWS allows', { ...good, name: '## größe 名前 _.:/%&#=+\\-@' }],
    ['members of unknown names and types', { ...good, nonsense: [1], annotations: 'x' }],
    ['an empty parent of a segment', { ...good, parent_id: '' }],
    ['nulls for what is absent', { ...good, in_progress: null, parent_id: null, subsegments: null, type: null }],
  ])('is accepted: %s', (_name, document) => {
    expect(refusal(document)).toBeUndefined();
  });

  it.each([
    ['not JSON', 'x{', undefined, 'Invalid entity. ErrorCode: ParseError'],
    ['a list', '[]', undefined, 'Invalid entity. ErrorCode: ParseError'],
    ['null', 'null', undefined, 'Invalid entity. ErrorCode: ParseError'],
    ['another type', { ...good, type: 'span' }, good.id, 'Invalid entity. ErrorCode: UnknownType'],
    ['no id', without(good, 'id'), undefined, 'Invalid segment. ErrorCode: MissingId'],
    ['an empty id', { ...good, id: '' }, undefined, 'Invalid segment. ErrorCode: MissingId'],
    ['a short id', { ...good, id: '12' }, '12', 'Invalid segment. ErrorCode: InvalidId'],
    ['an id that is a number', { ...good, id: 12 }, undefined, 'Invalid segment. ErrorCode: InvalidId'],
    ['no name', without(good, 'name'), good.id, 'Invalid segment. ErrorCode: MissingName'],
    ['an empty name', { ...good, name: '' }, good.id, 'Invalid segment. ErrorCode: MissingName'],
    ['a forbidden sign', { ...good, name: 'what?' }, good.id, 'Invalid segment. ErrorCode: InvalidName'],
    ['no trace id', without(good, 'trace_id'), good.id, 'Invalid segment. ErrorCode: MissingTraceId'],
    ['an empty trace id', { ...good, trace_id: '' }, good.id, 'Invalid segment. ErrorCode: MissingTraceId'],
    ['a bad trace id', { ...good, trace_id: '1-2-3' }, good.id, 'Invalid segment. ErrorCode: InvalidTraceId'],
    ['no start', without(good, 'start_time'), good.id, 'Invalid segment. ErrorCode: MissingStartTime'],
    ['no end', without(good, 'end_time'), good.id, 'Invalid segment. ErrorCode: MissingEndTime'],
    ['both', { ...good, in_progress: true }, good.id, 'Invalid segment. ErrorCode: InProgressSegmentHasEndTime'],
    ['a bad parent', { ...good, parent_id: 'x' }, good.id, 'Invalid segment. ErrorCode: InvalidParentId'],
    ['a time that is text', { ...good, start_time: 'now' }, good.id, 'Invalid entity. ErrorCode: ParseError'],
    ['a time beyond all times', JSON.stringify(good).replace('1.5', '1e999'), good.id, 'Invalid entity. ErrorCode: ParseError'],
    [
      'an empty parent',
      { ...independent, parent_id: '' },
      good.id,
      'Invalid subsegment. ErrorCode: MissingParentId, Cause: null',
    ],
    ['no parent', without(independent, 'parent_id'), good.id, 'Invalid subsegment. ErrorCode: MissingParentId, Cause: null'],
    [
      'both, by itself',
      { ...independent, in_progress: true },
      good.id,
      'Invalid subsegment. ErrorCode: InProgressSubsegmentHasEndTime, Cause: null',
    ],
    [
      'a bad child',
      { ...good, subsegments: [{ ...child, subsegments: [without(child, 'id')] }] },
      good.id,
      'Invalid subsegment. ErrorCode: MissingId, Cause: null',
    ],
    ['a child that is no object', { ...good, subsegments: ['x'] }, good.id, 'Invalid entity. ErrorCode: ParseError'],
    ['children that are no list', { ...good, subsegments: {} }, good.id, 'Invalid entity. ErrorCode: ParseError'],
  ])('is refused: %s', (_name, document, id, message) => {
    expect(refusal(document)).toEqual({ id, message });
  });

  it("is told the first thing that is wrong, in X-Ray's order", () => {
    const order = ['id', 'name', 'trace_id', 'start_time', 'end_time'] as const;
    const codes = ['MissingId', 'MissingName', 'MissingTraceId', 'MissingStartTime', 'MissingEndTime'];
    for (const [first, code] of codes.entries())
      expect(refusal({ ...without(good, ...order.slice(first)), parent_id: 'x' })?.message).toBe(
        `Invalid segment. ErrorCode: ${code}`,
      );
  });

  it('has its names cut to 200 characters, nested ones too, and is then to be written anew', () => {
    const long = 'n'.repeat(250);
    const result = validateSegmentDocument(JSON.stringify({ ...good, subsegments: [{ ...child, name: long }] }));
    expect(result).toMatchObject({ ok: true, changed: true, document: { subsegments: [{ name: 'n'.repeat(200) }] } });
    expect(validateSegmentDocument(JSON.stringify(good))).toMatchObject({ ok: true, changed: false });
  });

  it('loses the nulls that stand for what is absent', () => {
    const result = validateSegmentDocument(JSON.stringify({ ...good, in_progress: null, parent_id: null }));
    expect(result).toEqual({ ok: true, changed: true, document: good });
  });

  it('may have 64 kB of UTF-8 and not a byte more', () => {
    const padded = (size: number): string => {
      const empty = JSON.stringify({ ...good, user: '' });
      return empty.replace('"user":""', `"user":"é${'x'.repeat(size - empty.length - 2)}"`);
    };
    expect(Buffer.byteLength(padded(65_536))).toBe(65_536);
    expect(refusal(padded(65_536))).toBeUndefined();
    expect(refusal(padded(65_537))).toEqual({
      id: good.id,
      message: 'Segment document is too large: 65537 bytes. The limit is 65536 bytes.',
    });
  });

  it('is checked however deep it nests', () => {
    const depth = 800;
    const open = `{"id":"${child.id}","name":"n","start_time":1,"end_time":2,"subsegments":[`;
    const text = `${JSON.stringify(good).slice(0, -1)},"subsegments":[${open.repeat(depth)}{}${']}'.repeat(depth)}]}`;
    expect(refusal(text)).toEqual({ id: good.id, message: 'Invalid subsegment. ErrorCode: MissingId, Cause: null' });
  });

  it('never makes the check throw', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void validateSegmentDocument(JSON.stringify(value))));
    fc.assert(
      fc.property(fc.record({ id: fc.jsonValue(), name: fc.jsonValue(), subsegments: fc.jsonValue() }), (value) => {
        validateSegmentDocument(JSON.stringify({ ...good, ...value }));
      }),
    );
  });
});
