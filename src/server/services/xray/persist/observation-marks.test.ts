import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeFlags } from '../../../../model/outcome.ts';
import { processedSegment } from '../../../../model/processed-document.ts';
import type { SegmentDocument, Subsegment } from '../../../../model/segment-document.ts';
import { observe } from '../ingest/observe.ts';
import { MARK, marksOf } from './observation-marks.ts';

const segment = (fields: object): SegmentDocument =>
  ({
    id: '70de5b6f19ff9a0a',
    name: 'front',
    trace_id: '1-581cf771-a006649127e371903a2de979',
    start_time: 100,
    end_time: 102,
    ...fields,
  }) as SegmentDocument;

describe('marks of an entity', () => {
  it('say what filters say of its outcome, or nothing at all', () => {
    const anything = fc.constantFrom<unknown>(undefined, true, false, 1, 'true', null);
    const status = fc.oneof(
      fc.integer({ min: 100, max: 600 }),
      fc.double(),
      fc.constantFrom<unknown>(undefined, '500', null, {}),
    );
    fc.assert(
      fc.property(anything, anything, anything, status, (error, throttle, fault, code) => {
        const sent = segment(
          JSON.parse(JSON.stringify({ error, throttle, fault, http: { response: { status: code } } })) as object,
        );
        const marks = marksOf(sent);
        if (marks === 0) return;
        const flags = outcomeFlags(processedSegment(sent as Parameters<typeof processedSegment>[0]));
        expect([marks & MARK.error, marks & MARK.throttle, marks & MARK.fault].map((bit) => bit !== 0)).toEqual([
          flags.error,
          flags.throttle,
          flags.fault,
        ]);
      }),
    );
  });

  it.each([
    ['a status that is no HTTP status', { http: { response: { status: 404.5 } } }],
    ['an end before the epoch', { start_time: -5, end_time: 0 }],
    ['a time beyond all reckoning', { end_time: 1e15 }],
  ])('are missing for %s', (_name, fields) => {
    expect(marksOf(segment(fields))).toBe(0);
  });
});

describe('marks of a document', () => {
  const inside = (fields: object): Subsegment => ({ id: '01', name: 'work', start_time: 100, end_time: 101, ...fields });

  it('tell of failures inside it, however deep, apart from its own', () => {
    const deep = inside({ subsegments: [inside({ throttle: true }), inside({ http: { response: { status: 503 } } })] });
    const [document] = observe(segment({ subsegments: [deep] }));
    expect(document.marks).toBe(MARK.described | MARK.errorInside | MARK.faultInside);
  });

  it('are missing when those of anything inside are', () => {
    const [document] = observe(segment({ subsegments: [inside({ http: { response: { status: -1 } } })] }));
    expect(document.marks).toBe(0);
  });

  it('come with the last end of anything in it', () => {
    const [document] = observe(segment({ subsegments: [inside({ end_time: 109 })] }));
    expect(document.lastEnd).toBe(109);
  });
});
