import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSegmentId,
  newTraceId,
  parseTraceId,
  segmentIdToBytes,
  traceIdFromBytes,
  traceIdFromW3c,
  traceIdToBytes,
  traceIdToW3c,
} from './trace-id.ts';

describe('trace ids', () => {
  it('are read in any case and kept in lower case', () => {
    expect(parseTraceId('1-5759E988-BD862E3FE1BE46A994272793')).toBe('1-5759e988-bd862e3fe1be46a994272793');
  });

  it('are refused in any other shape', () => {
    for (const text of [
      '',
      '1-5759e988',
      '2-5759e988-bd862e3fe1be46a994272793',
      '1-5759e98g-bd862e3fe1be46a994272793',
      ' 1-5759e988-bd862e3fe1be46a994272793',
      '5759e988bd862e3fe1be46a994272793',
    ])
      expect(parseTraceId(text)).toBeUndefined();
  });

  it('convert from and to the W3C form (the example of the PutTraceSegments page)', () => {
    const id = traceIdFromW3c('4efaaf4d1e8720b39541901950019ee5');
    expect(id).toBe('1-4efaaf4d-1e8720b39541901950019ee5');
    expect(id && traceIdToW3c(id)).toBe('4efaaf4d1e8720b39541901950019ee5');
    expect(traceIdFromW3c('0'.repeat(32))).toBeUndefined();
  });

  it('survive the way through their bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const id = traceIdFromBytes(bytes);
        expect(parseTraceId(id)).toBe(id);
        expect(traceIdToBytes(id)).toEqual(bytes);
        expect(traceIdToBytes(id.toUpperCase())).toEqual(bytes);
      }),
    );
  });

  it('start with the second when they are made', () => {
    expect(newTraceId(0x5759e988 + 0.7, (bytes) => bytes.fill(0xab))).toBe(`1-5759e988-${'ab'.repeat(12)}`);
  });
});

describe('segment ids', () => {
  it('are 16 hex digits', () => {
    expect(isSegmentId('53995c3f42cd8ad8')).toBe(true);
    expect(isSegmentId('53995c3f42cd8ad')).toBe(false);
    expect(isSegmentId('53995c3f42cd8adg')).toBe(false);
    expect([...segmentIdToBytes('00ff5c3f42cd8aD8')]).toEqual([0x00, 0xff, 0x5c, 0x3f, 0x42, 0xcd, 0x8a, 0xd8]);
  });
});
