/** A deployment beside methods that are still being made, through the real service. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { resolveConfig } from '../../../config.ts';
import { openControlPlane } from '../../../store/control-plane.ts';
import type { ResourceProvider, ResourceState } from '../../ports.ts';
import { createApiGateway } from '../service.ts';
import { apiGatewayResources } from './resources.ts';
import { createTurns } from './turns.ts';

it('deploys methods whole, though CloudFormation makes them at the same time', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'radiograph-turns-'));
  const controlPlane = openControlPlane(directory);
  onTestFinished(() => {
    controlPlane.close();
    rmSync(directory, { recursive: true });
  });
  const { service } = createApiGateway({
    controlPlane,
    config: resolveConfig({}, {}),
    testMethod: async () => ({ status: 200, headers: [], body: new Uint8Array(), log: '', latency: 0 }),
  });
  const providers = new Map(apiGatewayResources({ service, controlPlane }).map((provider) => [provider.type, provider]));
  const create = (type: string, logicalId: string, properties: object): Promise<ResourceState> =>
    (providers.get(`AWS::ApiGateway::${type}`) as ResourceProvider).create({
      tenant: { account: '123456789012', region: 'eu-west-1' },
      stackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/s/1',
      stackName: 's',
      logicalId,
      properties: properties as Record<string, unknown>,
      tags: {},
      signal: new AbortController().signal,
    });
  const { physicalId: RestApiId, attributes } = await create('RestApi', 'Api', { Name: 'api' });
  const ResourceId = attributes['RootResourceId'];
  const method = (HttpMethod: string) =>
    create('Method', HttpMethod, {
      ...{ RestApiId, ResourceId, HttpMethod, AuthorizationType: 'NONE' },
      Integration: { Type: 'MOCK', IntegrationResponses: [{ StatusCode: '200' }] },
      MethodResponses: [{ StatusCode: '200' }],
    });
  await method('GET');
  const posted = method('POST');
  // One of them meets the method between its calls, wherever those are.
  const deployments = Array.from({ length: 40 }, async (_, ticks) => {
    for (let tick = 0; tick < ticks; tick++) await undefined;
    return create('Deployment', `Deployment${ticks}`, { RestApiId });
  });
  for (const { physicalId } of await Promise.all(deployments)) expect(physicalId).toMatch(/^\w+$/);
  await posted;
});

it('goes on after work that failed, and does not hold up other APIs', async () => {
  const turns = createTurns();
  const order: string[] = [];
  let fail: (reason: Error) => void = () => undefined;
  const first = turns('a', () => new Promise((_, reject) => (fail = reject)));
  const second = turns('a', async () => order.push('a'));
  await turns('b', async () => order.push('b'));
  fail(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual(['b', 'a']);
});
