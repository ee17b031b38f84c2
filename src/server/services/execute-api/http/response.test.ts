import { describe, expect, it } from 'vitest';
import { httpResponse } from './response.ts';

const respond = (payload: string, format: '1.0' | '2.0') => {
  const { statusCode, headers, body } = httpResponse(Buffer.from(payload), format);
  return [statusCode, Object.fromEntries(headers)['content-type'], Buffer.from(body).toString()];
};

describe('what a function returns to an HTTP API', () => {
  it.each([
    ['{"name": "John", "age":', '{"name": "John", "age":'],
    ['{"name": "John"}', '{"name": "John"}'],
    ['[1, 2]', '[1, 2]'],
    ['plain text', 'plain text'],
    ['42', '42'],
    ['true', 'true'],
    ['"a \\"quoted\\" text"', 'a "quoted" text'],
    ['""', ''],
  ])('in format 2.0 without a statusCode is the body: %s', (payload, body) => {
    expect(respond(payload, '2.0')).toEqual([200, 'application/json', body]);
  });

  it.each(['plain text', '[1]', '{"body": "x"}'])('in format 1.0 has to have a statusCode: %s', (payload) => {
    expect(() => respond(payload, '1.0')).toThrow(/^Malformed Lambda response: /);
  });
});
