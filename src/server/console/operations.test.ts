import { expect, test } from 'vitest';
import { decodeInput, encodeOutput, findReadOperation } from './operations.ts';

test('only listed operations are found, and nothing that every object has', () => {
  expect(findReadOperation('xray', 'GetTraceSummaries')).toBeDefined();
  for (const [service, operation] of [
    ['xray', 'PutTraceSegments'],
    ['xray', 'toString'],
    ['constructor', 'name'],
    ['__proto__', 'toString'],
  ])
    expect(findReadOperation(service ?? '', operation ?? '')).toBeUndefined();
});

test('timestamps cross as epoch seconds, blobs as base64', () => {
  const operation = findReadOperation('xray', 'GetServiceGraph');
  expect(operation === undefined ? undefined : decodeInput({ StartTime: 1.5, EndTime: 'x', GroupName: 'a' }, operation)).toEqual({
    StartTime: new Date(1500),
    EndTime: 'x',
    GroupName: 'a',
  });
  expect(
    encodeOutput({ at: new Date(1500), list: [new Date(0)], blob: new Uint8Array([1, 2]), none: undefined, nothing: null }),
  ).toBe('{"at":1.5,"list":[0],"blob":"AQI=","nothing":null}');
  expect(encodeOutput(undefined)).toBe('{}');
});
