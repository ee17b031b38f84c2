import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../environment/environment.ts';
import type { ProcessExit } from '../sandbox/holder.ts';
import { judge, type Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';

const attempt = { request: { requestId: 'r-1' }, version: { timeout: 3 } } as Attempt;
const record = (changes: Partial<InvocationRecord>): InvocationRecord => ({
  init: undefined,
  startedAt: 0,
  handedAt: 0,
  answeredAt: undefined,
  endedAt: 1,
  ended: 'ready',
  answer: undefined,
  exit: undefined,
  memory: 0,
  ...changes,
});
const exit = (changes: Partial<ProcessExit>): Partial<InvocationRecord> => ({
  ended: 'exit',
  exit: { code: null, signal: null, outOfMemory: false, memory: 0, ...changes },
});
const payload = (outcome: Outcome): unknown => JSON.parse(Buffer.from(outcome.payload).toString());

describe('the outcome of an invocation', () => {
  it('is the response as it stands', () => {
    const answer = { kind: 'response', body: Buffer.from('{"a":1}'), errorType: undefined, cause: undefined } as const;
    expect(judge(attempt, record({ answer }))).toMatchObject({
      status: 'success',
      payload: answer.body,
      functionError: undefined,
    });
  });

  it("is the runtime's own words when the handler raised, even if the runtime ended after that", () => {
    const answer = { kind: 'error', body: Buffer.from('{"errorMessage":"no"}'), errorType: 'ValueError', cause: '{}' } as const;
    for (const ended of ['ready', 'exit'] as const)
      expect(judge(attempt, record({ answer, ended }))).toMatchObject({
        status: 'error',
        functionError: 'Unhandled',
        payload: answer.body,
        errorType: 'ValueError',
      });
  });

  it('is Sandbox.Timedout at the deadline', () => {
    const outcome = judge(attempt, record({ ended: 'timeout' }));
    expect(payload(outcome)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: r-1 Error: Task timed out after 3.00 seconds',
    });
    expect(outcome.logLine).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z r-1 Task timed out after 3\.00 seconds\n\n$/);
  });

  it.each([
    [exit({ code: 0 }), 'Runtime exited without providing a reason'],
    [exit({ code: 127 }), 'Runtime exited with error: exit status 127'],
    [exit({ signal: 9, outOfMemory: true }), 'Runtime exited with error: signal: killed'],
    [exit({ signal: 11 }), 'Runtime exited with error: signal: segmentation fault'],
  ])('names how the runtime ended: %#', (changes, text) => {
    const outcome = judge(attempt, record(changes));
    expect(payload(outcome)).toEqual({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: r-1 Error: ${text}` });
    expect(outcome.logLine).toBe(`RequestId: r-1 Error: ${text}\nRuntime.ExitError\n`);
  });

  it('is ResponseSizeTooLarge for a response that the Runtime API refused', () => {
    const answer = { kind: 'tooLarge', body: new Uint8Array(), errorType: undefined, cause: undefined } as const;
    expect(payload(judge(attempt, record({ answer })))).toEqual({
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      errorType: 'Function.ResponseSizeTooLarge',
    });
  });
});
