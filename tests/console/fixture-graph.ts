/** Service graphs in GetServiceGraph's shape, for the console's tests. Deterministic. */
interface Edge {
  readonly to: number;
  readonly link?: boolean;
}

interface Plan {
  readonly name: string;
  readonly type: string;
  readonly edges: Edge[];
  readonly rate: number;
  readonly average: number;
  readonly fault?: number;
  readonly error?: number;
  readonly throttle?: number;
}

/** A shop: gateway, functions, containers, tables, queues; 50 nodes. */
export function shopGraph(now: number): Record<string, unknown> {
  const plans: Plan[] = [];
  const add = (name: string, type: string, rate: number, average: number, shares: Partial<Plan> = {}): number => {
    plans.push({ name, type, edges: [], rate, average, ...shares });
    return plans.length - 1;
  };
  const connect = (from: number, to: number, link = false): void => void plans[from]?.edges.push({ to, link });
  const client = add('shop/prod', 'client', 0, 0);
  const stage = add('shop/prod', 'AWS::ApiGateway::Stage', 1800, 0.21, { error: 0.03, fault: 0.01 });
  connect(client, stage);
  const functions = ['orders', 'articles', 'customers', 'search', 'login', 'checkout'];
  const bodies: number[] = [];
  for (const [index, name] of functions.entries()) {
    const context = add(name, 'AWS::Lambda', 300 - index * 20, 0.18 + index * 0.03, { fault: index === 5 ? 0.09 : 0 });
    const body = add(name, 'AWS::Lambda::Function', 300 - index * 20, 0.15 + index * 0.03, {
      fault: index === 5 ? 0.09 : 0,
      error: index === 1 ? 0.12 : 0,
    });
    connect(stage, context);
    connect(context, body);
    bodies.push(body);
  }
  const [orders = 0, articles = 0, customers = 0, search = 0, login = 0, checkout = 0] = bodies;
  for (const table of ['orders', 'order-lines', 'order-events', 'invoices', 'returns'])
    connect(orders, add(table, 'AWS::DynamoDB::Table', 290, 0.008));
  for (const table of ['articles', 'stock', 'prices', 'images'])
    connect(articles, add(table, 'AWS::DynamoDB::Table', 500, 0.006, table === 'stock' ? { throttle: 0.08 } : {}));
  for (const table of ['customers', 'addresses', 'consents']) connect(customers, add(table, 'AWS::DynamoDB::Table', 120, 0.007));
  connect(search, add('search.internal.example.com', 'remote', 220, 0.09, { fault: 0.02 }));
  connect(login, add('identity.example.com', 'remote', 90, 0.31));
  const payments = add('payments.example.com', 'remote', 60, 0.62, { fault: 0.14, error: 0.05 });
  connect(checkout, payments);
  const queue = add('https://sqs.us-east-1.amazonaws.com/000000000000/shipping', 'AWS::SQS::Queue', 58, 0.012);
  connect(checkout, queue);
  connect(orders, queue);
  const topic = add('arn:aws:sns:us-east-1:000000000000:order-events', 'AWS::SNS', 40, 0.02);
  connect(orders, topic);
  const shipping = add('shipping', 'AWS::Lambda', 57, 0.4);
  const shippingBody = add('shipping', 'AWS::Lambda::Function', 57, 0.38);
  connect(queue, shipping, true);
  connect(shipping, shippingBody);
  for (const name of ['carrier-a.example.com', 'carrier-b.example.com', 'carrier-c.example.com'])
    connect(shippingBody, add(name, 'remote', 19, 0.8, name.startsWith('carrier-b') ? { fault: 0.3 } : {}));
  connect(shippingBody, add('labels', 'AWS::S3::Bucket', 57, 0.05));
  const back = add('back-office', 'AWS::ECS::Container', 12, 0.9);
  const staff = add('back-office', 'client', 0, 0);
  connect(staff, back);
  connect(back, orders);
  connect(back, customers);
  for (const name of ['shop@reports.db', 'shop@archive.db', 'shop@main.db', 'shop@audit.db'])
    connect(back, add(name, 'Database::SQL', 11, 0.12));
  const worker = add('report-worker', 'AWS::ECS::Fargate', 2, 4.2);
  connect(back, worker);
  for (const bucket of ['reports', 'exports', 'invoices-pdf']) connect(worker, add(bucket, 'AWS::S3::Bucket', 2, 0.3));
  for (let index = plans.length; index < 50; index += 1) connect(worker, add(`archive-${index}`, 'AWS::S3::Bucket', 1, 0.2));
  return graphOf(plans, now);
}

export function graphOf(plans: readonly Plan[], now: number): Record<string, unknown> {
  const minutes = 15;
  return {
    StartTime: new Date((now - minutes * 60) * 1000),
    EndTime: new Date(now * 1000),
    ContainsOldGroupVersions: false,
    Services: plans.map((plan, index) => ({
      ReferenceId: index,
      Name: plan.name,
      Names: [plan.name],
      Type: plan.type,
      Root: plan.type === 'AWS::ApiGateway::Stage' || plan.name === 'back-office' ? true : undefined,
      State: plan.type === 'client' || plan.type === 'remote' ? 'unknown' : 'active',
      StartTime: new Date((now - minutes * 60) * 1000),
      EndTime: new Date(now * 1000),
      SummaryStatistics: plan.type === 'client' ? undefined : statistics(plan, minutes),
      ResponseTimeHistogram: plan.type === 'client' ? undefined : histogram(plan, minutes),
      Edges: plan.edges.map(({ to, link }) => ({
        ReferenceId: to,
        EdgeType: link === true ? 'link' : undefined,
        SummaryStatistics: statistics(plans[to] ?? plan, minutes),
        ResponseTimeHistogram: histogram(plans[to] ?? plan, minutes),
        ReceivedEventAgeHistogram: link === true ? histogram({ ...plan, average: 4 }, minutes) : [],
      })),
    })),
  };
}

function statistics(plan: Plan, minutes: number): Record<string, unknown> {
  const total = Math.round(plan.rate * minutes);
  const [fault, error, throttle] = [plan.fault ?? 0, plan.error ?? 0, plan.throttle ?? 0].map((share) =>
    Math.round(share * total),
  ) as [number, number, number];
  return {
    OkCount: total - fault - error - throttle,
    ErrorStatistics: { ThrottleCount: throttle, OtherCount: error, TotalCount: throttle + error },
    FaultStatistics: { OtherCount: fault, TotalCount: fault },
    TotalCount: total,
    TotalResponseTime: total * plan.average,
  };
}

function histogram(plan: Plan, minutes: number): { Value: number; Count: number }[] {
  return Array.from({ length: 24 }, (_, index) => ({
    Value: Math.round(plan.average * (0.4 + index * 0.09) * 1000) / 1000,
    Count: Math.round((plan.rate * minutes * Math.exp(-((index - 6) ** 2) / 18)) / 8) + (index > 18 ? 1 : 0),
  }));
}
