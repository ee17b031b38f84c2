import { describe, expect, it } from 'vitest';
import type { InvocationRecord } from '../environment/environment.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';
import { functionSegment, serviceSegment } from './segments.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const attempt = {
  receivedAt: 1_692_293_919_389.4,
  request: { requestId: 'r-1' },
  version: { functionName: 'f', functionArn, account: '000000000000' },
  event: undefined,
  trace: {
    traceId: '1-5759e988-bd862e3fe1be46a994272793',
    parentId: undefined,
    serviceSegmentId: 'a'.repeat(16),
    functionSegmentId: 'b'.repeat(16),
    invocationId: 'c'.repeat(16),
    attemptId: 'd'.repeat(16),
  },
} as unknown as Attempt;
const record: InvocationRecord = {
  init: {
    phase: 'init',
    startedAt: 1_692_293_919_549,
    endedAt: 1_692_293_919_904,
    status: 'success',
    answer: undefined,
    exit: undefined,
  },
  startedAt: 1_692_293_919_909.1,
  handedAt: 1_692_293_919_909.2,
  answeredAt: 1_692_293_920_166.9,
  endedAt: 1_692_293_920_167.0,
  ended: 'ready',
  answer: undefined,
  exit: undefined,
  memory: 0,
};
const success: Outcome = {
  status: 'success',
  payload: new Uint8Array(),
  functionError: undefined,
  errorType: undefined,
  cause: undefined,
  logLine: undefined,
};

describe("Lambda's segments", () => {
  it('are the service with the request id, in milliseconds', () => {
    expect(serviceSegment(attempt, { status: 200, endedAt: 1_692_293_920_170.2, subsegments: [] })).toEqual({
      id: 'aaaaaaaaaaaaaaaa',
      name: 'f',
      start_time: 1692293919.389,
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      end_time: 1692293920.17,
      http: { response: { status: 200 } },
      aws: { request_id: 'r-1' },
      origin: 'AWS::Lambda',
      resource_arn: functionArn,
    });
  });

  it('are the function with Initialization before its start, Invocation and Overhead', () => {
    expect(functionSegment(attempt, record, success, '/aws/lambda/f')).toMatchObject({
      id: 'bbbbbbbbbbbbbbbb',
      parent_id: 'aaaaaaaaaaaaaaaa',
      start_time: 1692293919.9091,
      aws: {
        account_id: '000000000000',
        function_arn: functionArn,
        cloudwatch_logs: [{ log_group: '/aws/lambda/f' }],
        resource_names: ['f'],
      },
      origin: 'AWS::Lambda::Function',
      subsegments: [
        { name: 'Initialization', start_time: 1692293919.549, end_time: 1692293919.904, aws: { function_arn: functionArn } },
        { id: 'cccccccccccccccc', name: 'Invocation', start_time: 1692293919.9092, end_time: 1692293920.1669 },
        { name: 'Overhead', start_time: 1692293920.1669, end_time: 1692293920.167 },
      ],
    });
  });

  it("mark a function's error with the cause that its runtime sent, each exception with an id", () => {
    const cause = JSON.stringify({
      working_directory: '/var/task',
      paths: ['/var/task/app.py'],
      exceptions: [{ type: 'ValueError', message: 'no', stack: [] }],
    });
    expect(functionSegment(attempt, record, { ...success, status: 'error', cause }, 'g')).toMatchObject({
      error: true,
      cause: {
        working_directory: '/var/task',
        exceptions: [{ id: expect.stringMatching(/^[0-9a-f]{16}$/), type: 'ValueError' }],
      },
      subsegments: [{ name: 'Initialization' }, { name: 'Invocation', error: true }, { name: 'Overhead' }],
    });
    expect(functionSegment(attempt, record, { ...success, status: 'error', cause: 'not JSON' }, 'g')).not.toHaveProperty('cause');
  });

  it('end at the kill, without Overhead, after a timeout', () => {
    const killed = { ...record, init: undefined, answeredAt: undefined, ended: 'timeout' } as const;
    expect(functionSegment(attempt, killed, { ...success, status: 'timeout' }, 'g')).toMatchObject({
      fault: true,
      subsegments: [{ name: 'Invocation', fault: true, end_time: 1692293920.167 }],
    });
  });

  it('are one throttled service segment when there was no room', () => {
    expect(serviceSegment(attempt, { status: 429, endedAt: 1_692_293_919_390, subsegments: [] })).toMatchObject({
      error: true,
      throttle: true,
      http: { response: { status: 429 } },
    });
  });
});
