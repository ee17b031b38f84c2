/**
 * What filter expressions match: scopes, several values, types, missing values, root causes.
 */
import { describe, expect, it } from 'vitest';
import type { SegmentDocument } from '../segment-document.ts';
import { assembleTrace } from '../trace.ts';
import { matches } from './evaluate.ts';
import { parseFilterExpression } from './parse.ts';

const traceId = '1-00000001-000000000000000000000001';
const base = { trace_id: traceId, start_time: 100, end_time: 110 };

/** `api` fails because `orders` fails because its table is not there; `mail` is called later and throttled, which is handled. */
const documents: readonly SegmentDocument[] = [
  {
    ...base,
    id: '0000000000000001',
    name: 'api',
    origin: 'AWS::ECS::Fargate',
    user: 'alice',
    fault: true,
    http: { request: { method: 'GET', url: 'https://api.example/v2/', client_ip: '1.2.3.4' }, response: { status: 500 } },
    annotations: { age: 30, name: 'x', flag: false },
    subsegments: [
      { id: '0000000000000002', name: 'orders', namespace: 'remote', start_time: 101, end_time: 109, fault: true },
      { id: '0000000000000003', name: 'mail', namespace: 'remote', start_time: 109, end_time: 110, throttle: true },
    ],
  },
  {
    ...base,
    id: '0000000000000004',
    name: 'orders',
    parent_id: '0000000000000002',
    start_time: 102,
    end_time: 108,
    user: 'bob',
    fault: true,
    annotations: { age: 40, 'dotted.key': 'd' },
    subsegments: [
      {
        id: '0000000000000005',
        name: 'load',
        start_time: 102,
        end_time: 107,
        fault: true,
        cause: { exceptions: [{ id: '00000000000000ee', type: 'TableMissing', message: 'no table' }] },
      },
    ],
  },
];

const trace = assembleTrace(
  traceId,
  documents.map((document, position) => ({ document, received: 1, collector: 'c', batch: 1, position })),
  '123456789012',
);

function isMatch(expression: string): boolean {
  const group = (_: 'name' | 'arn', value: string) => parseFilterExpression(value === 'slow' ? 'duration > 5' : 'duration > 500');
  return matches(parseFilterExpression(expression), trace, { group });
}

describe('a filter expression', () => {
  it.each([
    '',
    'fault !ok !error !throttle',
    'fault = "true" AND throttle != true',
    'http.status = 500 AND http.url CONTAINS "/v2/" AND http.method BEGINSWITH "G" AND http.clientip ENDSWITH ".4"',
    'responsetime = 10 AND duration >= 10',
    'user = "alice" AND user = "bob" AND user != "alice"',
    'annotation.age > 35 AND annotation.age < 35',
    'annotation.flag AND annotation.flag = false',
    'annotation[dotted.key] = "d"',
    '!(user = "carol") AND !annotation.none AND !partial',
    'inferred AND service(id(type: "remote"))',
    'service("orders") { fault AND user = "bob" AND !root AND duration = 6 }',
    'service(id(name: "api", type: "AWS::ECS::Fargate", account.id: "123456789012")) { root AND annotation.age = 30 }',
    'service("mail") { throttle AND inferred }',
    'service(id(type: "client"))',
    'service() { name ENDSWITH "ders" }',
    'edge("api", "orders") { fault AND responsetime = 8 AND annotation.age = 40 }',
    'edge(id(name: "api", type: "client"), "api") { http.status = 500 }',
    'group.name = "slow" AND group.name != "slower"',
    'rootcause.fault.service { first AND name = "api" AND type = "AWS::ECS::Fargate" }',
    'rootcause.fault.service { last AND index = 1 AND name = "orders" }',
    'rootcause.fault.entity { last AND name = "load" AND !remote }',
    'rootcause.fault.entity { remote AND name = orders }',
    'rootcause.fault.exception { name = "TableMissing" AND message = "no table" }',
    'rootcause.error.service { inferred AND name = "mail" }',
    'rootcause.responsetime.entity { remote AND coverage = 0.8 }',
    'rootcause.json = #[{"Services": [{"Name": "api"}, {"Name": "orders", "EntityPath": [{"Name": "orders"}, {"Name": "load"}]}]}]',
    'rootcause.json != #[{"Services": [{"Name": "orders"}]}]',
  ])('matches: %s', (expression) => {
    expect(isMatch(expression)).toBe(true);
  });

  it.each([
    'ok',
    'error OR throttle OR partial',
    'http.useragent',
    'http.useragent != "curl"',
    'annotation.age = "30"',
    'annotation.AGE = 30',
    'annotation.age CONTAINS "3"',
    'annotation.name > 1',
    '!service("orders")',
    'service("load")',
    'service("ORDERS")',
    'service("api") { user = "bob" }',
    'service("orders") { throttle }',
    'edge("orders", "api")',
    'edge("api", "mail") { fault }',
    'group.name = "slower"',
    'rootcause.fault.service { inferred }',
    'rootcause.fault.entity { first AND last }',
    'rootcause.json = #[{"Services": [{"Name": "orders"}]}]',
  ])('does not match: %s', (expression) => {
    expect(isMatch(expression)).toBe(false);
  });

  it('looks in bodies only at entities that end in the range of a Service query', () => {
    const within = (start: number, end: number) =>
      matches(parseFilterExpression('service("orders") { fault }'), trace, {
        window: { start, end },
        group: () => ({ kind: 'all' }),
      });
    expect(within(100, 108)).toBe(true);
    expect(within(109, 120)).toBe(false);
  });
});
