/**
 * Traces that look like those of a small shop on Lambda, for the console's tests and for working on its pages. Deterministic.
 * Shapes follow reference documents of X-Ray: numbers are epoch seconds, `Document` is JSON text.
 */
export interface FixtureTrace {
  readonly id: string;
  readonly documents: readonly Record<string, unknown>[];
  readonly summary: Record<string, unknown>;
}

let counter = 0;

export function entityId(): string {
  counter += 1;
  return (0x1000_0000_0000 + counter * 7919).toString(16).padStart(16, 'a');
}

export function traceIdAt(epochSeconds: number, number: number): string {
  return `1-${Math.floor(epochSeconds).toString(16).padStart(8, '0')}-${number.toString(16).padStart(24, '0')}`;
}

/** API Gateway → Lambda (cold) → DynamoDB, SQS and a remote call; Initialization starts before its parent. */
export function coldStartTrace(start: number, number = 1): FixtureTrace {
  const id = traceIdAt(start, number);
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:orders';
  const [stage, call, context, fn, invocation, table, queue, remote, handler] = Array.from({ length: 9 }, entityId) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const documents: Record<string, unknown>[] = [
    {
      id: stage,
      name: 'shop/prod',
      trace_id: id,
      start_time: start,
      end_time: start + 0.83,
      origin: 'AWS::ApiGateway::Stage',
      http: {
        request: {
          method: 'POST',
          url: 'https://shop.example.com/prod/orders?customer=42',
          client_ip: '203.0.113.9',
          user_agent: 'curl/8.5.0',
        },
        response: { status: 200, content_length: 312 },
      },
      aws: {
        api_gateway: {
          account_id: '000000000000',
          rest_api_id: 'a1b2c3d4e5',
          stage: 'prod',
          request_id: '3f1e2d7c-0000-4000-8000-000000000001',
        },
      },
      resource_arn: 'arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5/stages/prod',
      subsegments: [
        {
          id: call,
          name: 'Lambda',
          start_time: start + 0.004,
          end_time: start + 0.826,
          namespace: 'aws',
          aws: { function_name: 'orders', operation: 'Invoke', region: 'us-east-1' },
          http: { response: { status: 200 } },
        },
      ],
    },
    {
      id: context,
      name: 'orders',
      trace_id: id,
      parent_id: call,
      start_time: start + 0.01,
      end_time: start + 0.824,
      origin: 'AWS::Lambda',
      http: { response: { status: 200 } },
      aws: { request_id: '3f1e2d7c-0000-4000-8000-000000000002' },
      resource_arn: arn,
    },
    {
      id: fn,
      name: 'orders',
      trace_id: id,
      parent_id: context,
      start_time: start + 0.53,
      end_time: start + 0.823,
      origin: 'AWS::Lambda::Function',
      aws: {
        account_id: '000000000000',
        function_arn: arn,
        cloudwatch_logs: [{ log_group: '/aws/lambda/orders' }],
        resource_names: ['orders'],
      },
      subsegments: [
        { id: entityId(), name: 'Initialization', start_time: start + 0.17, end_time: start + 0.525, aws: { function_arn: arn } },
        {
          id: invocation,
          name: 'Invocation',
          start_time: start + 0.531,
          end_time: start + 0.82,
          aws: { function_arn: arn },
          subsegments: [
            {
              id: handler,
              name: '## lambda_handler',
              start_time: start + 0.535,
              end_time: start + 0.815,
              annotations: { ColdStart: true, Service: 'orders', customer: 42 },
              metadata: { orders: { 'lambda_handler response': { statusCode: 200, body: '{"order":"7f3c","total":41.9}' } } },
              subsegments: [
                {
                  id: table,
                  name: 'DynamoDB',
                  namespace: 'aws',
                  start_time: start + 0.55,
                  end_time: start + 0.612,
                  aws: {
                    operation: 'PutItem',
                    table_name: 'orders',
                    region: 'us-east-1',
                    request_id: 'RQ1',
                    resource_names: ['orders'],
                  },
                  http: { response: { status: 200 } },
                },
                {
                  id: entityId(),
                  name: 'shop@db.example.com',
                  namespace: 'remote',
                  start_time: start + 0.615,
                  end_time: start + 0.668,
                  sql: {
                    url: 'postgresql://db.example.com:5432/shop',
                    sanitized_query: 'SELECT price, stock FROM article WHERE sku = ANY(?)',
                    database_type: 'PostgreSQL',
                    database_version: '16.3',
                    driver_version: '3.2',
                    user: 'shop',
                    preparation: 'statement',
                  },
                },
                {
                  id: remote,
                  name: 'payments.example.com',
                  namespace: 'remote',
                  start_time: start + 0.67,
                  end_time: start + 0.77,
                  http: { request: { method: 'POST', url: 'https://payments.example.com/charges' }, response: { status: 402 } },
                  error: true,
                },
                {
                  id: queue,
                  name: 'SQS',
                  namespace: 'aws',
                  start_time: start + 0.775,
                  end_time: start + 0.81,
                  aws: {
                    operation: 'SendMessage',
                    queue_url: 'https://sqs.us-east-1.amazonaws.com/000000000000/shipping',
                    region: 'us-east-1',
                  },
                  http: { response: { status: 200 } },
                },
              ],
            },
          ],
        },
        { id: entityId(), name: 'Overhead', start_time: start + 0.82, end_time: start + 0.823, aws: { function_arn: arn } },
      ],
    },
    {
      id: entityId(),
      name: 'orders',
      trace_id: id,
      parent_id: table,
      start_time: start + 0.55,
      end_time: start + 0.612,
      inferred: true,
      origin: 'AWS::DynamoDB::Table',
      aws: { operation: 'PutItem', table_name: 'orders', resource_names: ['orders'] },
      http: { response: { status: 200 } },
    },
    {
      id: entityId(),
      name: 'payments.example.com',
      trace_id: id,
      parent_id: remote,
      start_time: start + 0.67,
      end_time: start + 0.77,
      inferred: true,
      error: true,
      http: { request: { method: 'POST', url: 'https://payments.example.com/charges' }, response: { status: 402 } },
    },
  ];
  return {
    id,
    documents,
    summary: summaryOf(
      id,
      start,
      0.83,
      { method: 'POST', url: 'https://shop.example.com/prod/orders', status: 200 },
      'shop/prod',
      { customer: [{ AnnotationValue: { NumberValue: 42 } }], ColdStart: [{ AnnotationValue: { BooleanValue: true } }] },
    ),
  };
}

/** A function that fails: the fault climbs to the stage; the exception has a cause; one parent never came. */
export function faultTrace(start: number, number = 2): FixtureTrace {
  const id = traceIdAt(start, number);
  const [stage, call, fn, first, second] = Array.from({ length: 5 }, entityId) as [string, string, string, string, string];
  const documents: Record<string, unknown>[] = [
    {
      id: stage,
      name: 'checkout-api',
      trace_id: id,
      start_time: start,
      end_time: start + 1.42,
      origin: 'AWS::ECS::Container',
      fault: true,
      http: {
        request: { method: 'GET', url: 'https://shop.example.com/orders', client_ip: '198.51.100.7' },
        response: { status: 502 },
      },
      service: { version: '4.11.0', runtime: 'CPython', runtime_version: '3.12.4' },
      aws: { ecs: { container: 'checkout-7c9' }, xray: { sdk: 'X-Ray for Python', sdk_version: '2.14.0' } },
      user: 'user-42',
      cause: second,
      subsegments: [
        {
          id: call,
          name: 'orders',
          namespace: 'remote',
          start_time: start + 0.1,
          end_time: start + 1.4,
          fault: true,
          http: { request: { method: 'GET', url: 'http://orders/' }, response: { status: 500 } },
        },
      ],
    },
    {
      id: fn,
      name: 'orders',
      trace_id: id,
      parent_id: call,
      start_time: start + 0.12,
      end_time: start + 1.38,
      origin: 'AWS::Lambda::Function',
      fault: true,
      cause: {
        working_directory: '/var/task',
        exceptions: [
          {
            id: second,
            type: 'OrderLookupError',
            message: 'order 7f3c could not be read',
            cause: first,
            stack: [
              { path: 'app.py', line: 41, label: 'lambda_handler' },
              { path: 'orders/store.py', line: 118, label: 'find' },
            ],
          },
          {
            id: first,
            type: 'ConnectTimeoutError',
            message: 'Connect timeout on endpoint URL: "https://dynamodb.us-east-1.amazonaws.com/"',
            remote: true,
            stack: [
              { path: 'botocore/httpsession.py', line: 464, label: 'send' },
              { path: 'urllib3/connectionpool.py', line: 847, label: 'urlopen' },
            ],
          },
        ],
      },
      subsegments: [
        {
          id: entityId(),
          name: 'Attempt #1',
          start_time: start + 0.2,
          end_time: start + 0.6,
          throttle: true,
          error: true,
          http: { response: { status: 429 } },
          namespace: 'remote',
        },
        { id: entityId(), name: 'Attempt #2', start_time: start + 0.65, end_time: start + 1.3, fault: true, namespace: 'remote' },
      ],
    },
    {
      id: entityId(),
      name: 'audit',
      trace_id: id,
      parent_id: 'feedfacefeedface',
      start_time: start + 0.3,
      end_time: start + 0.5,
      origin: 'AWS::EC2::Instance',
    },
  ];
  return {
    id,
    documents,
    summary: {
      ...summaryOf(id, start, 1.42, { method: 'GET', url: 'https://shop.example.com/orders', status: 502 }, 'checkout-api', {}),
      HasFault: true,
      IsPartial: true,
    },
  };
}

/** Still running: the root has no end. */
export function runningTrace(start: number, number = 3): FixtureTrace {
  const id = traceIdAt(start, number);
  const root = entityId();
  return {
    id,
    documents: [
      {
        id: root,
        name: 'report-worker',
        trace_id: id,
        start_time: start,
        in_progress: true,
        origin: 'AWS::ECS::Fargate',
        subsegments: [
          { id: entityId(), name: 'collect', start_time: start + 0.2, end_time: start + 3.1 },
          { id: entityId(), name: 'render', start_time: start + 3.1, in_progress: true },
        ],
      },
    ],
    summary: { ...summaryOf(id, start, 0, undefined, 'report-worker', {}), Duration: null, ResponseTime: null },
  };
}

export function summaryOf(
  id: string,
  start: number,
  duration: number,
  http: { method: string; url: string; status: number } | undefined,
  entry: string,
  annotations: Record<string, unknown>,
): Record<string, unknown> {
  return {
    Id: id,
    StartTime: new Date(start * 1000),
    Duration: duration,
    ResponseTime: duration,
    HasFault: false,
    HasError: false,
    HasThrottle: false,
    IsPartial: false,
    Revision: 1,
    Http:
      http === undefined ? {} : { HttpMethod: http.method, HttpURL: http.url, HttpStatus: http.status, ClientIp: '203.0.113.9' },
    EntryPoint: { Name: entry, Names: [entry] },
    Annotations: annotations,
    ServiceIds: [
      { Name: entry, Names: [entry], Type: 'AWS::ApiGateway::Stage' },
      { Name: 'orders', Names: ['orders'], Type: 'AWS::Lambda::Function' },
    ],
  };
}
