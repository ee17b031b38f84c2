import { describe, expect, it } from 'vitest';
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { batchClock } from './batch.ts';
import { observe } from './observe.ts';

const segment = (subsegments: SegmentDocument['subsegments']): SegmentDocument => ({
  id: '70de5b6f19ff9a0a',
  name: 'front',
  trace_id: '1-581cf771-a006649127e371903a2de979',
  start_time: 100,
  end_time: 102,
  subsegments,
});

describe('what a document shows', () => {
  it('is itself and its finished calls, however deep, with the name of the segment around them', () => {
    const observed = observe(
      segment([
        {
          id: '01',
          name: '## handler',
          start_time: 100,
          end_time: 101,
          subsegments: [
            { id: '02', name: 'DynamoDB', namespace: 'aws', start_time: 100.1, end_time: 100.2 },
            { id: '03', name: 'slow', namespace: 'remote', start_time: 100.1, in_progress: true },
          ],
        },
      ]),
    );
    expect(observed.map(({ kind, entity, parentId, caller }) => [kind, entity.name, parentId, caller])).toEqual([
      ['segment', 'front', undefined, 'front'],
      ['call', 'DynamoDB', '01', 'front'],
    ]);
  });

  it('starts with the first of its entities', () => {
    const [document] = observe(segment([{ id: '01', name: 'skewed', start_time: 59.5, end_time: 60 }]));
    expect(document.firstStart).toBe(59.5);
  });

  it('does not know the caller of an independent subsegment', () => {
    const [document] = observe({ ...segment(undefined), type: 'subsegment', parent_id: '70de5b6f19ff9a0b' });
    expect([document.kind, document.caller, document.parentId]).toEqual(['subsegment', '', '70de5b6f19ff9a0b']);
  });
});

describe('batches', () => {
  it('are numbered upwards, also within a millisecond and when the clock is set back', () => {
    const times = [1_790_000_000_000, 1_790_000_000_000, 1_700_000_000_000, 1_790_000_000_001];
    const open = batchClock(() => times.shift() ?? 0);
    const tenant = { account: '000000000000', region: 'us-east-1' };
    const numbers = Array.from({ length: 4 }, () => open(tenant).number);
    expect([...numbers].sort((left, right) => left - right)).toEqual(numbers);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Number.isSafeInteger(numbers.at(-1))).toBe(true);
  });
});
