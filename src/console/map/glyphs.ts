/**
 * The map's own pictograms, 24 × 24, one colour: AWS's icons may not be redrawn or recoloured, and their marks are not ours to show.
 * Called by ServiceNode.tsx; pure.
 */
const glyphs = {
  person: 'M12 4a4 4 0 1 1 0 8a4 4 0 0 1 0-8M4.5 20c.6-4 3.4-6 7.5-6s6.900 2 7.500 6',
  globe: 'M12 3.500a8.500 8.500 0 1 1 0 17a8.500 8.500 0 0 1 0-17M3.500 12h17M12 3.500c-5 5-5 12 0 17c5-5 5-12 0-17',
  lambda: 'M6 4h3.500l7 16H20M12 10.500L7.500 20',
  server: 'M4 5h16v6H4zM4 13h16v6H4zM7.500 8h.01M7.500 16h.01',
  table: 'M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14',
  queue: 'M3.500 8h4v8h-4zM10 8h4v8h-4zM16.500 8h4v8h-4z',
  topic: 'M4 10v4l12 5V5zM7.500 15.500V20h3v-3.500M19 9.500c1.300 1.300 1.300 3.700 0 5',
  bucket: 'M4.500 6.500h15l-2 13h-11zM4.500 6.500c0-3 15-3 15 0',
  gateway: 'M8 5l-4 7l4 7M16 5l4 7l-4 7M13.500 5l-3 14',
  stream: 'M3.500 8c4-4 6 4 9 0s5-1 8 0M3.500 15c4-4 6 4 9 0s5-1 8 0',
  states: 'M9 4h6v5H9zM4 15h6v5H4zM14 15h6v5h-6zM12 9v3M7 15v-3h10v3',
  database: 'M5 6.500c0-3.500 14-3.500 14 0v11c0 3.500-14 3.500-14 0zM5 6.500c0 3.500 14 3.500 14 0M5 12c0 3.500 14 3.500 14 0',
  cache: 'M13 3.500L6 13.500h5l-1 7l7.500-10.500h-5z',
  secret: 'M6 11h12v9H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11M12 14.500v2',
  generic: 'M12 3.500l7.500 4.250v8.500L12 20.500l-7.500-4.250v-8.500z',
} as const;

export type GlyphName = keyof typeof glyphs;

/** What several of a kind are called. */
const plurals: Readonly<Record<GlyphName, string>> = {
  person: 'clients',
  globe: 'remote services',
  lambda: 'functions',
  server: 'services',
  table: 'tables',
  queue: 'queues',
  topic: 'topics',
  bucket: 'buckets',
  gateway: 'gateways',
  stream: 'streams',
  states: 'state machines',
  database: 'databases',
  cache: 'caches',
  secret: 'secrets',
  generic: 'resources',
};

export function pluralFor(type: string | undefined): string {
  return plurals[glyphFor(type)];
}

/** First match wins: by the beginning of X-Ray's type. */
const byType: readonly (readonly [RegExp, GlyphName])[] = [
  [/^client$/i, 'person'],
  [/^remote$/i, 'globe'],
  [/^AWS::Lambda/, 'lambda'],
  [/^AWS::(?:ApiGateway|APIGateway|AppSync|ElasticLoadBalancing)/, 'gateway'],
  [/^AWS::(?:EC2|ECS|EKS|ElasticBeanstalk|AppRunner|AppMesh)/, 'server'],
  [/^AWS::DynamoDB/, 'table'],
  [/^AWS::SQS/, 'queue'],
  [/^AWS::(?:SNS|Events|EventBridge|SES|SESV2)/, 'topic'],
  [/^AWS::(?:S3|Glacier|EFS)/, 'bucket'],
  [/^AWS::(?:Kinesis|Firehose|MSK|Kafka)/, 'stream'],
  [/^AWS::(?:StepFunctions|States|SFN)/, 'states'],
  [/^(?:Database::|AWS::(?:RDS|Redshift|Aurora|DocDB|Neptune))/, 'database'],
  [/^AWS::(?:ElastiCache|DAX|MemoryDB)/, 'cache'],
  [/^AWS::(?:SecretsManager|SSM|KMS|STS|IAM|Cognito)/, 'secret'],
];

export function glyphFor(type: string | undefined): GlyphName {
  return byType.find(([pattern]) => pattern.test(type ?? ''))?.[1] ?? 'generic';
}

/** @returns the `d` of an SVG path, to be stroked. */
export function glyphPath(name: GlyphName): string {
  return glyphs[name];
}
