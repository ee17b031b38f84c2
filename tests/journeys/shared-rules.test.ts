/** Two servers with one ClickHouse, as `--clickhouse-url` gives them: sampling rules and groups are the same on both. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateGroupCommand,
  CreateSamplingRuleCommand,
  DeleteSamplingRuleCommand,
  GetGroupsCommand,
  GetSamplingRulesCommand,
  UpdateSamplingRuleCommand,
  XRayClient,
} from '@aws-sdk/client-xray';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineProcess } from '../../src/server/store/engine/engine-process.ts';
import { eventually } from '../harness/eventually.ts';
import { sdkSettings } from '../harness/sdk.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

const directory = mkdtempSync(join(tmpdir(), 'radiograph-shared-rules-'));
const servers: TestServer[] = [];
let engine: EngineProcess | undefined;
let clickhouseUrl = '';

beforeAll(async () => {
  engine = new EngineProcess(join(directory, 'engine'), () => {});
  const { url, username, password } = await engine.endpoint();
  clickhouseUrl = url.replace('//', `//${username}:${password}@`);
  servers.push(await start('one'), await start('two'));
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  await engine?.close();
  rmSync(directory, { recursive: true, force: true });
});

function start(name: string): Promise<TestServer> {
  return startTestServer({ dataDir: join(directory, name), flags: ['--clickhouse-url', clickhouseUrl] });
}

function client(index: number): XRayClient {
  const server = servers[index];
  if (server === undefined) throw new Error(`There is no server ${index}.`);
  return new XRayClient(sdkSettings(server));
}

const rule = (RuleName: string, FixedRate: number) => ({
  RuleName,
  FixedRate,
  Priority: 1,
  ReservoirSize: 0,
  ServiceName: '*',
  ServiceType: '*',
  Host: '*',
  HTTPMethod: '*',
  URLPath: '*',
  ResourceARN: '*',
  Version: 1,
});

/** Names and rates of a server's rules but Default. */
async function rates(index: number): Promise<Record<string, number | undefined>> {
  const { SamplingRuleRecords = [] } = await client(index).send(new GetSamplingRulesCommand({}));
  const rules = SamplingRuleRecords.flatMap(({ SamplingRule }) => SamplingRule ?? []);
  return Object.fromEntries(
    rules.filter(({ RuleName }) => RuleName !== 'Default').map(({ RuleName, FixedRate }) => [RuleName, FixedRate]),
  );
}

const same = (wanted: Record<string, number>, index: number) =>
  eventually(`the rules of server ${index}`, async () => {
    const found = await rates(index);
    return JSON.stringify(found) === JSON.stringify(wanted) ? found : undefined;
  });

it('are made, changed and deleted on either server', async () => {
  await client(0).send(new CreateSamplingRuleCommand({ SamplingRule: rule('first', 0.1) }));
  await client(1).send(new CreateSamplingRuleCommand({ SamplingRule: rule('second', 0.2) }));
  for (const index of [0, 1]) await same({ first: 0.1, second: 0.2 }, index);
  await client(1).send(new UpdateSamplingRuleCommand({ SamplingRuleUpdate: { RuleName: 'first', FixedRate: 0.5 } }));
  await client(0).send(new DeleteSamplingRuleCommand({ RuleName: 'second' }));
  for (const index of [0, 1]) await same({ first: 0.5 }, index);
});

it('are there when a server comes back that was away, and on one that is new', async () => {
  await servers[1]?.kill();
  await client(0).send(new CreateSamplingRuleCommand({ SamplingRule: rule('meanwhile', 0.3) }));
  await client(0).send(new CreateGroupCommand({ GroupName: 'shared', FilterExpression: 'fault' }));
  servers[1] = await start('two');
  servers.push(await start('three'));
  for (const index of [1, 2]) {
    await same({ first: 0.5, meanwhile: 0.3 }, index);
    const { Groups } = await client(index).send(new GetGroupsCommand({}));
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['Default', 'shared']);
  }
});
