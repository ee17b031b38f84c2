import { describe, expect, it } from 'vitest';
import type { Exception } from '../../../../model/segment-document.ts';
import { callWith, convertOne, spanWith } from './span.fixture.ts';
import { StatusCode } from './span.ts';

const failure = (name: string, values: Record<string, string | number>) => ({
  time: 1_790_000_000.5,
  name,
  attributes: new Map<string, string | number>(Object.entries(values)),
});
const exceptionsOf = (document: Record<string, unknown>): readonly Exception[] =>
  (document['cause'] as { exceptions: Exception[] }).exceptions;

describe("a document's flags", () => {
  it.each([
    [400, {}, { error: true }],
    [429, {}, { error: true, throttle: true }],
    [500, {}, { fault: true }],
    [599, {}, { fault: true }],
    [404, { statusCode: StatusCode.error }, { error: true }],
    [200, { statusCode: StatusCode.error }, { fault: true }],
    [undefined, { statusCode: StatusCode.error }, { fault: true }],
    [undefined, { statusCode: StatusCode.ok }, {}],
    [600, {}, {}],
  ])('say what HTTP status %s and %j mean', (status, fields, flags) => {
    const attributes: Record<string, number> = status === undefined ? {} : { 'http.response.status_code': status };
    const { error, throttle, fault } = convertOne(spanWith({ ...fields, attributes }));
    expect({
      ...(error !== undefined && { error }),
      ...(throttle !== undefined && { throttle }),
      ...(fault !== undefined && { fault }),
    }).toEqual(flags);
  });
});

describe("a document's cause", () => {
  const raised = failure('exception', {
    'exception.type': 'ValueError',
    'exception.message': 'no money',
    'exception.stacktrace':
      'Traceback (most recent call last):\n  File "/app/shop.py", line 31, in order\n    pay()\nValueError: no money\n',
  });

  it('is what was raised, with its stack', () => {
    const document = convertOne(spanWith({ events: [raised] }), { resource: { 'telemetry.sdk.language': 'python' } });
    expect(exceptionsOf(document)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
        type: 'ValueError',
        message: 'no money',
        remote: false,
        stack: [{ path: '/app/shop.py', line: 31, label: 'order' }],
      },
    ]);
  });

  it('is remote on a call', () => {
    expect(exceptionsOf(convertOne(callWith({}, { events: [raised] })))).toMatchObject([{ remote: true }]);
  });

  it('names each exception that caused another by its id', () => {
    const chained = failure('exception', {
      'exception.type': 'A',
      'exception.message': 'a',
      'exception.stacktrace':
        'A: a\n\tat x.A.f(A.java:1)\nCaused by: B: b\n\tat x.B.g(B.java:2)\nCaused by: C\n\tat x.C.h(C.java:3)\n\t... 2 more\n',
    });
    const exceptions = exceptionsOf(
      convertOne(spanWith({ events: [chained, raised] }), { resource: { 'telemetry.sdk.language': 'java' } }),
    );
    expect(exceptions).toHaveLength(4);
    expect(exceptions.map(({ type, message }) => [type, message])).toEqual([
      ['A', 'a'],
      ['B', 'b'],
      ['C', ''],
      ['ValueError', 'no money'],
    ]);
    expect(exceptions[0]?.cause).toBe(exceptions[1]?.id);
    expect(exceptions[1]?.cause).toBe(exceptions[2]?.id);
    expect(exceptions[2]).not.toHaveProperty('cause');
    expect(new Set(exceptions.map(({ id }) => id)).size).toBe(4);
  });

  it("is the status's message when nothing was raised", () => {
    const failed = { statusCode: StatusCode.error, statusMessage: 'deadline exceeded' };
    expect(exceptionsOf(convertOne(spanWith(failed)))).toEqual([
      { id: expect.any(String), type: '', message: 'deadline exceeded' },
    ]);
    expect(convertOne(spanWith({ statusCode: StatusCode.error }))).not.toHaveProperty('cause');
    expect(convertOne(spanWith({ statusMessage: 'fine' }))).not.toHaveProperty('cause');
  });

  it("is each failed try of a call of AWS's", () => {
    const tried = failure('HTTP request failure', { 'http.response.status_code': 503, 'aws.http.error_message': 'Slow down' });
    expect(exceptionsOf(convertOne(callWith({ 'rpc.system': 'aws-api' }, { events: [tried] })))).toEqual([
      { id: expect.any(String), type: 'aws.http.error.event', message: '503@1790000000.500000@Slow down', remote: true },
    ]);
    expect(convertOne(callWith({}, { events: [tried] }))).not.toHaveProperty('cause');
  });
});
