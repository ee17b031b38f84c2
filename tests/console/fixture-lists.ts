/** A long trace, a hostile one, and a list of plain ones, for the console's tests. Deterministic. */
import { entityId, type FixtureTrace, summaryOf, traceIdAt } from './fixture-traces.ts';

/** `rows` segments and subsegments, some of them deep, some failing. */
export function longTrace(start: number, rows: number, number = 4): FixtureTrace {
  const id = traceIdAt(start, number);
  const documents: Record<string, unknown>[] = [];
  let parent: string | undefined;
  for (let made = 0, segment = 0; made < rows; segment += 1) {
    const children = Math.min(49, rows - made - 1);
    const from = start + segment * 0.21;
    const root = entityId();
    const ids = Array.from({ length: children }, entityId);
    const nest = (index: number): Record<string, unknown>[] =>
      index >= children
        ? []
        : [
            {
              id: ids[index],
              name: index % 7 === 0 ? 'DynamoDB' : `step ${index} of batch ${segment}`,
              namespace: index % 7 === 0 ? 'aws' : undefined,
              start_time: from + index * 0.004,
              end_time: from + 0.2,
              fault: index === 33 ? true : undefined,
              ...(index % 12 < 6 ? { subsegments: nest(index + 1) } : {}),
            },
            ...(index % 12 < 6 ? [] : nest(index + 1)),
          ];
    documents.push({
      id: root,
      name: `batch-${segment % 6}`,
      trace_id: id,
      parent_id: parent,
      start_time: from,
      end_time: from + 0.205,
      origin: 'AWS::ECS::Container',
      subsegments: nest(0),
    });
    parent = ids[0] ?? root;
    made += children + 1;
  }
  return { id, documents, summary: summaryOf(id, start, Math.ceil(rows / 50) * 0.21, undefined, 'batch-0', {}) };
}

/** What a page must show as text and nothing else. */
export function hostileTrace(start: number, number = 5): FixtureTrace {
  const id = traceIdAt(start, number);
  const script = '<img src=x onerror="document.title=\'owned\'">';
  return {
    id,
    documents: [
      {
        id: entityId(),
        name: `api ${script}`,
        trace_id: id,
        start_time: start,
        end_time: start + 0.1,
        http: { request: { method: 'GET', url: `javascript:document.title='owned'//${script}` }, response: { status: 200 } },
        annotations: { __proto__x: script, bidi: 'abc\u202etxt.exe' },
        metadata: { default: { html: script, long: 'x'.repeat(5000) } },
      },
    ],
    summary: summaryOf(
      id,
      start,
      0.1,
      { method: 'GET', url: `javascript:document.title='owned'//${script}`, status: 200 },
      `api ${script}`,
      {},
    ),
  };
}

/** Many plain ones for the list, a second apart, with every outcome. */
export function plainSummaries(now: number, count: number): Record<string, unknown>[] {
  const paths = ['/orders', '/orders/7f3c', '/articles?page=2', '/login', '/health'];
  return Array.from({ length: count }, (_, index) => {
    const start = now - 5 - index * 0.8;
    const status = index % 29 === 3 ? 500 : index % 17 === 5 ? 404 : index % 41 === 7 ? 429 : 200;
    const path = paths[index % paths.length] ?? '/';
    const duration = 0.02 + ((index * 7919) % 997) / 1200;
    return {
      ...summaryOf(
        traceIdAt(start, 1000 + index),
        start,
        duration,
        { method: index % 4 === 0 ? 'POST' : 'GET', url: `https://shop.example.com${path}`, status },
        index % 3 === 0 ? 'checkout-api' : 'shop/prod',
        {},
      ),
      HasFault: status === 500,
      HasError: status === 404,
      HasThrottle: status === 429,
    };
  });
}
