import { describe, expect, it } from 'vitest';
import { GatewayError } from './api-response.ts';
import { isBinary } from './binary.ts';
import { proxyResponse } from './proxy-response.ts';

const respond = (output: unknown, binary = false) => {
  const { statusCode, headers, body } = proxyResponse(Buffer.from(JSON.stringify(output)), binary);
  return { statusCode, headers, body: Buffer.from(body).toString() };
};

describe("a function's answer", () => {
  it('of no members is 200 with an empty JSON body', () => {
    expect(respond({})).toEqual({ statusCode: 200, headers: [['Content-Type', 'application/json']], body: '' });
  });

  it('keeps status, body and headers; multi-value headers come first, and a pair in both counts once', () => {
    expect(
      respond({
        statusCode: '201',
        headers: { 'content-type': 'text/plain', 'Set-Cookie': 'a=1', 'X-Flag': true },
        multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
        body: 'hi',
        isBase64Encoded: false,
      }),
    ).toEqual({
      statusCode: 201,
      headers: [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['content-type', 'text/plain'],
        ['X-Flag', 'true'],
      ],
      body: 'hi',
    });
  });

  it('cannot set what API Gateway owns', () => {
    const { headers } = respond({ headers: { Server: 'mine', 'Content-Length': '99', 'Transfer-Encoding': 'chunked' } });
    expect(headers).toEqual([
      ['x-amzn-Remapped-Server', 'mine'],
      ['x-amzn-Remapped-Content-Length', '99'],
      ['Content-Type', 'application/json'],
    ]);
  });

  it('is decoded only for a client that takes bytes', () => {
    const output = { body: Buffer.from('bytes').toString('base64'), isBase64Encoded: true };
    expect(respond(output, true).body).toBe('bytes');
    expect(respond(output, false).body).toBe(output.body);
  });

  it.each(['no base64', 'abc', 'èé+à)('])('whose bytes are %j ends with 500', (body) => {
    expect(() => respond({ body, isBase64Encoded: true }, true)).toThrow('A body to be converted to bytes is not base64');
  });

  it.each([
    null,
    'text',
    7,
    [],
    { statusCode: 200, extra: 1 },
    { statusCode: 'abc' },
    { statusCode: 99 },
    { statusCode: 200.5 },
    { body: { message: 'an object' } },
    { headers: ['a'] },
    { multiValueHeaders: { a: 'no list' } },
    { headers: { a: { b: 1 } } },
    { headers: { 'bad name': 'x' } },
    { headers: { a: 'line\r\nbreak' } },
    { isBase64Encoded: 'yes' },
  ])('%j is malformed: 502', (output) => {
    try {
      respond(output);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      expect(error.response.statusCode).toBe(502);
      expect(Buffer.from(error.response.body).toString()).toBe('{"message": "Internal server error"}');
      expect(error.message).toMatch(/^Malformed Lambda proxy response: /);
    }
  });
});

describe('binary media types', () => {
  it.each([
    [[], 'image/png', false],
    [['*/*'], undefined, true],
    [['image/png'], 'image/png', true],
    [['image/png'], 'image/png, */*', true],
    [['image/png'], '*/*, image/png', false],
    [['image/*'], 'IMAGE/gif;q=1', true],
    [['image/png'], undefined, false],
    [['*/test'], '*/test', false],
    [['*/test'], 'random/test', false],
    [['image/png'], 'image/*', false],
  ])('%j with %s: %s', (types, header, expected) => {
    expect(isBinary(types, header)).toBe(expected);
  });
});
