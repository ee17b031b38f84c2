/** X-Ray's control plane with boto3 and the AWS CLI, and what of it is there after a crash. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, awsCliRun, python } from '../../harness/clients.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

let server: TestServer;
let seen: Record<string, unknown>;

beforeAll(async () => {
  server = await startTestServer();
  seen = (await python(server, 'xray_control.py')) as typeof seen;
});

afterAll(async () => {
  await server?.stop();
});

describe('sampling rules', () => {
  it('are made, listed, changed and deleted', () => {
    expect(seen).toMatchObject({
      rule: true,
      'rule arn': 'arn:aws:xray:us-east-1:000000000000:sampling-rule/checkout',
      rules: ['checkout', 'Default'],
      updated: 0.25,
      deleted: 'checkout',
    });
  });

  it('are refused in the words of AWS', () => {
    expect(seen).toMatchObject({
      duplicate: 'InvalidRequestException: Sampling rule already exists',
      default: 'InvalidRequestException: Invalid update request for default sampling rule',
      undeletable: 'InvalidRequestException: The default sampling rule cannot be deleted',
    });
  });

  it('share their reservoir among clients, and tell of changes', () => {
    expect(seen).toMatchObject({
      'first report': [{ RuleName: 'checkout', FixedRate: 0.25 }],
      'second report': { quota: 4, interval: 10 },
      shared: 2,
      'unknown rule': [{ RuleName: 'nobody', ErrorCode: '400', Message: 'Unknown rule' }],
      'last change': true,
      counted: true,
    });
  });
});

describe('tags', () => {
  it('are listed, taken away, and refused for what is not there', () => {
    expect(seen).toMatchObject({ tags: [{ Key: 'team', Value: 'web' }], untagged: [] });
    expect(seen['no resource']).toBe(
      'ResourceNotFoundException: Resource arn:aws:xray:us-east-1:000000000000:sampling-rule/checkoutx not found',
    );
  });
});

describe('groups', () => {
  it('are made, listed and deleted', () => {
    expect(seen).toMatchObject({
      group: { name: 'failures', insights: { InsightsEnabled: false, NotificationsEnabled: false } },
      groups: ['Default', 'failures'],
      'deleted group': 'InvalidRequestException: Group not found',
    });
    expect(seen['bad group']).toMatch(/^InvalidRequestException: Invalid filter expression: /);
  });

  it('have graphs and time series of their own traces, and stand in filters', () => {
    expect(seen).toMatchObject({
      unprocessed: [],
      graph: { all: ['shop', 'stock'], failures: ['shop'], arn: ['shop'] },
      'no group': 'InvalidRequestException: Group not found.',
      'in group': 1,
      series: {
        total: 2,
        'whole minutes': true,
        clients: 3,
        failures: 1,
        period: 'InvalidRequestException: Time period must be one of [60, 300]',
      },
    });
  });
});

describe('insights', () => {
  it('are none', () => {
    expect(seen).toMatchObject({
      insights: [],
      'no insight': 'InvalidRequestException: Insight not found: 01234567-89ab-cdef-0123-456789abcdef',
    });
  });
});

describe('traces', () => {
  it('are retrieved as Transaction Search does, once it is on', () => {
    expect(seen).toMatchObject({
      'no search':
        'InvalidRequestException: Transaction Search is not enabled: the trace segment destination is not CloudWatchLogs',
      retrieved: { status: 'COMPLETE', spans: ['UNSET', 'ERROR', 'UNSET'], services: 4 },
      cancelled: 'CANCELLED',
    });
  });
});

describe('policies and settings', () => {
  it('are kept and shown', () => {
    expect(seen).toMatchObject({
      policy: '1',
      policies: [true],
      stale: 'InvalidPolicyRevisionIdException: Another concurrent request has modified or deleted the resource policy sns',
      encryption: { Type: 'KMS', Status: 'ACTIVE', KeyId: 'arn:aws:kms:us-east-1:000000000000:alias/aws/xray' },
      destination: { Destination: 'XRay', Status: 'ACTIVE' },
      indexing: { Probabilistic: { DesiredSamplingPercentage: 1, ActualSamplingPercentage: 1 } },
    });
  });
});

describe('the AWS CLI', () => {
  const rule = (name: string) =>
    JSON.stringify({
      RuleName: name,
      Priority: 1,
      FixedRate: 1,
      ReservoirSize: 0,
      ServiceName: '*',
      ServiceType: '*',
      Host: '*',
      HTTPMethod: '*',
      URLPath: '*',
      ResourceARN: '*',
      Version: 1,
    });

  it('finds rules, groups and policies again after a crash of the server', async () => {
    const { path, remove } = temporaryDirectory();
    let own = await startTestServer({ dataDir: path });
    try {
      await awsCli(own, 'xray', 'create-sampling-rule', '--sampling-rule', rule('everything'));
      await awsCli(own, 'xray', 'update-sampling-rule', '--sampling-rule-update', '{"RuleName":"Default","FixedRate":0.5}');
      await awsCli(own, 'xray', 'create-group', '--group-name', 'slow', '--filter-expression', 'responsetime > 5');
      await own.kill();
      own = await startTestServer({ dataDir: path });
      const { SamplingRuleRecords } = (await awsCli(own, 'xray', 'get-sampling-rules')) as { SamplingRuleRecords: object[] };
      expect(SamplingRuleRecords).toMatchObject([
        { SamplingRule: { RuleName: 'everything', FixedRate: 1 } },
        { SamplingRule: { RuleName: 'Default', FixedRate: 0.5, Priority: 10_000 } },
      ]);
      expect(await awsCli(own, 'xray', 'get-group', '--group-name', 'slow')).toMatchObject({
        Group: { FilterExpression: 'responsetime > 5' },
      });
    } finally {
      await own.stop();
      remove();
    }
  });

  it('is told which member breaks which constraint', async () => {
    const words = ['xray', 'create-sampling-rule', '--sampling-rule', rule('x').replace('"Priority":1', '"Priority":10000')];
    const { code, stderr } = await awsCliRun(server, words);
    expect(code).not.toBe(0);
    // Where the CLI does not check it by itself.
    expect(stderr).toContain("Value '10000' at 'samplingRule.priority'");
  });
});
