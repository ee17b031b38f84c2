/**
 * An hour of traffic: traces of three segments in four documents, evenly spread. A front, which calls a back and a table, the back with
 * a queue, and a Lambda function of which one subsegment comes by itself. One trace in 25 has a fault in the back.
 *
 * Who uses it: service-graph.ts, reads-bench.ts.
 */

export const SEGMENTS_PER_TRACE = 3;
export const HOUR = 3600;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A deterministic number from 0 to 1. */
function noise(n: number): number {
  const x = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  return ((Math.imul(x ^ (x >>> 12), 0x297a2d39) ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

/** @param at epoch seconds of its start. */
export function traceDocuments(n: number, at: number): string[] {
  const trace_id = `1-${hex(Math.floor(at), 8)}-${hex(n, 24)}`;
  const id = (part: number): string => hex(n * 16 + part, 16);
  const took = 0.02 + noise(n) * 0.2;
  const call = (part: number, name: string, more: object): object => ({
    id: id(part),
    name,
    start_time: at + 0.001,
    end_time: at + took * 0.5,
    http: { response: { status: 200 } },
    ...more,
  });
  const http = { request: { method: 'GET', url: 'https://api.example.com/orders/17?expand=lines' }, response: { status: 200 } };
  const metadata = { default: { request: { items: [1, 2, 3], note: 'nothing special about this request' } } };
  const own = { trace_id, start_time: at, end_time: at + took, http, metadata };
  const table = { namespace: 'aws', aws: { operation: 'GetItem', table_name: `table-${n % 7}` } };
  const queue = { namespace: 'aws', aws: { operation: 'SendMessage', queue_url: `https://sqs/${n % 3}` } };
  return [
    {
      ...own,
      id: id(1),
      name: `front-${n % 5}`,
      annotations: { tenant: `t-${n % 10}` },
      subsegments: [call(2, `back-${n % 11}`, { namespace: 'remote' }), call(3, 'DynamoDB', table)],
    },
    {
      ...own,
      id: id(4),
      parent_id: id(2),
      name: `back-${n % 11}`,
      fault: n % 25 === 0,
      subsegments: [call(5, 'SQS', queue), call(6, 'function', { namespace: 'remote' })],
    },
    { ...own, id: id(7), parent_id: id(6), name: 'function', origin: 'AWS::Lambda::Function' },
    { ...call(8, '## handler', { trace_id, type: 'subsegment', parent_id: id(7) }), subsegments: [call(9, 'DynamoDB', table)] },
  ].map((document) => JSON.stringify(document));
}

/**
 * Sends an hour of traces, twelve a call, from 16 writers.
 * @param first epoch seconds at which the hour begins.
 * @param send one call; rejects when a document was refused.
 */
export async function fillHour(segments: number, first: number, send: (documents: string[]) => Promise<void>): Promise<void> {
  const traces = Math.ceil(segments / SEGMENTS_PER_TRACE);
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < traces) {
      const from = next;
      next = Math.min(traces, next + 12);
      const numbers = Array.from({ length: next - from }, (_, place) => from + place);
      await send(numbers.flatMap((n) => traceDocuments(n, first + (n / traces) * HOUR)));
    }
  };
  await Promise.all(Array.from({ length: 16 }, write));
}
