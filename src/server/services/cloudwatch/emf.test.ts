import { describe, expect, it } from 'vitest';
import { emf } from './emf.ts';

const now = 1_700_000_000_000;
const document = (directive: object, members: object, timestamp = now) =>
  JSON.stringify({ _aws: { Timestamp: timestamp, CloudWatchMetrics: [{ Namespace: 'N', ...directive }] }, ...members });
const metrics = { Metrics: [{ Name: 'm', Unit: 'Count' }] };

describe('the embedded metric format', () => {
  it('gives one datum for each metric and set of dimensions', () => {
    const message = document({ ...metrics, Dimensions: [['a'], [], ['a', 'b']] }, { a: 'x', b: 'y', m: [1, 2] });
    const datum = { name: 'm', timestamp: now, unit: 'Count', values: [1, 2] };
    expect(emf(message, now)).toEqual({
      error: undefined,
      directives: [
        {
          namespace: 'N',
          data: [
            { ...datum, dimensions: [['a', 'x']] },
            { ...datum, dimensions: [] },
            {
              ...datum,
              dimensions: [
                ['a', 'x'],
                ['b', 'y'],
              ],
            },
          ],
        },
      ],
    });
  });

  it('leaves out metrics and sets whose members are missing or of another kind', () => {
    const data = (members: object) => emf(document({ ...metrics, Dimensions: [['a']] }, members), now).directives[0]?.data;
    expect(data({ m: 1 })).toEqual([]);
    expect(data({ a: 1, m: 1 })).toEqual([]);
    expect(data({ a: 'x', m: '1' })).toEqual([]);
    expect(data({ a: 'x', m: new Array(101).fill(1) })).toEqual([]);
    expect(data({ a: 'x', m: 1 })).toHaveLength(1);
  });

  it('counts what breaks its rules', () => {
    const error = (message: string) => emf(message, now).error;
    expect(error(document({ ...metrics, Dimensions: [[]], Namespace: '' }, { m: 1 }))).toBe('EMFValidationErrors');
    expect(error(document({ ...metrics, Dimensions: [new Array(31).fill('a')] }, { m: 1 }))).toBe('EMFValidationErrors');
    expect(error(document({ ...metrics, Dimensions: [[]] }, { m: 1 }, now - 15 * 86_400_000))).toBe('EMFValidationErrors');
    expect(error('{"_aws": ')).toBe('EMFParsingErrors');
  });

  it('is no other line', () => {
    for (const message of ['hello', 'x {"_aws":{}}', '{"a":{"_aws":{}}}', '{}', '[]'])
      expect(emf(message, now)).toEqual({ directives: [], error: undefined });
  });
});
