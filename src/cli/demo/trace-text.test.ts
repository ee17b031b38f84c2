import { expect, it } from 'vitest';
import { traceText } from './trace-text.ts';

it('prints the graph and the segments under the calls that made them', () => {
  const text = traceText({
    id: '1-63dd2166-434a12c22e1307ff2114f299',
    duration: 0.924,
    segments: [
      {
        ...{ id: 'b', parent_id: 'a', name: 'hello', origin: 'AWS::Lambda::Function', start_time: 100.9, end_time: 100.916 },
        subsegments: [
          { id: 'd', name: 'Overhead', start_time: 100.916, end_time: 100.916 },
          { id: 'c', name: 'Invocation', start_time: 100.9, end_time: 100.915, fault: true },
        ],
      },
      { id: 'e', name: 'later', parent_id: 'unknown', start_time: 101 },
      { id: 'a', name: 'hello', origin: 'AWS::Lambda', start_time: 100, end_time: 100.924, http: { response: { status: 200 } } },
    ],
    services: [
      {
        ...{ ReferenceId: 0, Name: 'hello', Type: 'AWS::Lambda', Root: true, Edges: [{ ReferenceId: 1 }] },
        SummaryStatistics: { OkCount: 1, TotalCount: 1, TotalResponseTime: 0.924 },
      },
      { ReferenceId: 1, Name: 'hello', Type: 'AWS::Lambda::Function' },
    ],
  });
  expect(text.split('\n')).toEqual([
    'Service graph',
    '  0  AWS::Lambda (root) · hello → 1',
    '     1 requests, 1 ok, 0 errors, 0 faults, 0.924s in all',
    '  1  AWS::Lambda::Function · hello',
    '',
    'Trace 1-63dd2166-434a12c22e1307ff2114f299, 0.924s',
    '  0.924s   hello  HTTP 200  [AWS::Lambda]',
    '    0.016s   hello  [AWS::Lambda::Function]',
    '      0.015s   Invocation  fault',
    '      0.000s   Overhead',
    '  running  later',
  ]);
});
