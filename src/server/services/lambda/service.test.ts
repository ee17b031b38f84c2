/** The control plane over the real store and real zips: what clients rely on from creation to deletion. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateFunctionCommandInput, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { InvokeRequest, RoleAuthority } from '../ports.ts';
import type { CallContext } from '../service.ts';
import { settlingTime } from './lifecycle.ts';
import { createLambda, type Lambda } from './service.ts';

const account = '123456789012';
const tenant = { account, region: 'us-east-1' };
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const zip = (content = 'x = 1') => zipSync({ 'app.py': strToU8(content) }, { mtime: new Date(2020, 1, 1) });

/** A role called `traced` may send segments; one called `plain` may not; Lambda may assume no other. */
const roles: RoleAuthority = {
  role: (arn) => ({ arn, trustPolicy: '{}' }),
  assumableBy: (arn, service) => [role('traced'), role('plain')].includes(arn) && service === 'lambda.amazonaws.com',
  allows: (arn, action, resource) => arn === role('traced') && action === 'xray:PutTraceSegments' && resource === '*',
  assume: () => {
    throw new Error('Nothing is invoked here.');
  },
};

const definition: CreateFunctionCommandInput = {
  FunctionName: 'f',
  Runtime: 'python3.12',
  Handler: 'app.handler',
  Role: role('plain'),
  Code: { ZipFile: zip() },
};

let directory: string;
let controlPlane: ControlPlane;
let lambda: Lambda;
let invoked: InvokeRequest[];
let retired: string[];

function open(): void {
  controlPlane = openControlPlane(join(directory, 'control-plane'));
  lambda = createLambda({
    controlPlane,
    roles,
    dataDir: directory,
    config: resolveConfig({}, {}),
    identifyUrlCaller: () => undefined,
    apiUrl: () => 'http://127.0.0.1:4566',
    codeUrl: (sha256) => `http://127.0.0.1/code/${sha256}`,
  });
  lambda.attachExecution({
    invoke: async (request) => {
      invoked.push(request);
      return { statusCode: 200, payload: strToU8('{}'), executedVersion: '$LATEST', traceHeader: 'Root=1-a-b' };
    },
    retire: (arn) => retired.push(arn),
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  directory = mkdtempSync(join(tmpdir(), 'lambda-test-'));
  invoked = [];
  retired = [];
  open();
});

afterEach(async () => {
  vi.useRealTimers();
  await lambda.close();
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

const responseHeaders = new Map<string, string>();

async function call<Output>(operation: string, input: object, headers: CallContext['headers'] = {}): Promise<Output> {
  const context: CallContext = {
    ...tenant,
    service: 'lambda',
    operation,
    principal: { account, arn: `arn:aws:iam::${account}:root`, userId: account, accessKeyId: undefined },
    requestId: '00000000-0000-4000-8000-000000000000',
    headers,
    responseHeaders,
    signal: new AbortController().signal,
  };
  const run = lambda.service.operations[operation] as ((input: object, call: CallContext) => unknown) | undefined;
  if (!run) throw new Error(`No operation ${operation}`);
  return (await run(input, context)) as Output;
}

/** Only the clock is the test's; everything else is real. */
const settled = () => vi.setSystemTime(Date.now() + settlingTime);

async function create(input: Partial<CreateFunctionCommandInput> = {}): Promise<FunctionConfiguration> {
  const created = await call<FunctionConfiguration>('CreateFunction', { ...definition, ...input });
  settled();
  return created;
}

const refusal = (code: string, statusCode: number, message?: string) =>
  expect.objectContaining({ code, statusCode, ...(message !== undefined && { message }) });

describe('CreateFunction', () => {
  it('answers Pending without an update status, and the function is Active soon after', async () => {
    const created = await create();
    expect(created).toMatchObject({
      State: 'Pending',
      StateReasonCode: 'Creating',
      Version: '$LATEST',
      Timeout: 3,
      MemorySize: 128,
    });
    expect(created).not.toHaveProperty('LastUpdateStatus');
    expect(created).not.toHaveProperty('Environment');
    const now = await call<FunctionConfiguration>('GetFunctionConfiguration', { FunctionName: 'f' });
    expect(now).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
    expect(now).not.toHaveProperty('StateReason');
  });

  it.each<[string, object, string]>([
    [
      'a role that Lambda cannot assume',
      { Role: role('other') },
      'The role defined for the function cannot be assumed by Lambda.',
    ],
    [
      'Active tracing with a role that may not call X-Ray',
      { TracingConfig: { Mode: 'Active' } },
      'The provided execution role does not have permissions to call PutTraceSegments on XRAY',
    ],
    [
      'a broken zip',
      { Code: { ZipFile: strToU8('no zip') } },
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    ],
    ['no code', { Code: {} }, 'Please provide a source for function code.'],
    [
      'no handler',
      { Handler: undefined },
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    ],
    [
      'six layers',
      { Layers: Array.from({ length: 6 }, (_, index) => `arn:aws:lambda:us-east-1:${account}:layer:l${index}:1`) },
      'Cannot reference more than 5 layers.',
    ],
    [
      'a layer that does not exist',
      { Layers: ['arn:aws:lambda:us-east-1:901920570463:layer:aws-otel-python-amd64-ver-1-32-0:2'] },
      'Layer version arn:aws:lambda:us-east-1:901920570463:layer:aws-otel-python-amd64-ver-1-32-0:2 does not exist.',
    ],
  ])('refuses %s and leaves nothing behind', async (_name, input, message) => {
    await expect(create(input)).rejects.toEqual(refusal('InvalidParameterValueException', 400, message));
    await expect(call('GetFunction', { FunctionName: 'f' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Function not found: arn:aws:lambda:us-east-1:${account}:function:f`),
    );
  });

  it('reports every broken constraint at once', async () => {
    await expect(create({ Timeout: 901, MemorySize: 1 })).rejects.toThrow(
      "2 validation errors detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900; Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    );
  });

  it('refuses container images and what it cannot emulate, by name', async () => {
    await expect(create({ PackageType: 'Image', Code: { ImageUri: 'x' } })).rejects.toThrow('does not run container images');
    await expect(create({ VpcConfig: { SubnetIds: ['subnet-1'] } })).rejects.toThrow('does not emulate VpcConfig');
  });

  it('makes a function once, also when two calls race', async () => {
    const results = await Promise.allSettled([call('CreateFunction', definition), call('CreateFunction', definition)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(call('CreateFunction', definition)).rejects.toEqual(
      refusal('ResourceConflictException', 409, 'Function already exist: f'),
    );
  });
});

describe('CreateFunction, as AWS answers it,', () => {
  it('gives the number of a version published at once, with the ARN of the function', async () => {
    const arn = `arn:aws:lambda:us-east-1:${account}:function:f`;
    expect(await create({ Publish: true })).toMatchObject({ Version: '1', FunctionArn: arn });
    expect(await call('GetFunctionConfiguration', { FunctionName: 'f', Qualifier: '1' })).toMatchObject({
      FunctionArn: `${arn}:1`,
    });
  });

  it.each<[object, string]>([
    [
      { Architectures: ['x86_64', 'arm64'] },
      "Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
    ],
    [
      { Architectures: ['vax'] },
      "Value '[vax]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    ],
  ])('checks %j', async (input, text) => {
    const message = `1 validation error detected: ${text}`;
    await expect(create(input)).rejects.toEqual(refusal('ValidationException', 400, message));
  });

  it('refuses by name what it would lack', async () => {
    await expect(create({ CodeSigningConfigArn: 'arn', DurableConfig: { ExecutionTimeout: 60 } })).rejects.toThrow(
      'Radiograph does not emulate CodeSigningConfigArn, DurableConfig.',
    );
  });
});

describe('while a function is being created', () => {
  it('it can be invoked and changed, for its code lies ready', async () => {
    await call('CreateFunction', definition);
    expect(lambda.catalogue.resolve(tenant, 'f')).toMatchObject({ state: 'Pending' });
    await call('UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 9 });
  });
});

describe('while a function is being updated', () => {
  it('changes are refused, with the words that clients retry on', async () => {
    await create();
    const updated = await call<FunctionConfiguration>('UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 9 });
    expect(updated).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress', LastUpdateStatusReasonCode: 'Creating' });
    const refused = refusal(
      'ResourceConflictException',
      409,
      `The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:${account}:function:f`,
    );
    await expect(call('UpdateFunctionCode', { FunctionName: 'f', ZipFile: zip() })).rejects.toEqual(refused);
    await expect(call('PublishVersion', { FunctionName: 'f' })).rejects.toEqual(refused);
    expect(lambda.catalogue.resolve(tenant, 'f').timeout).toBe(9);
  });
});

describe('UpdateFunctionConfiguration', () => {
  it('changes what is given, keeps the rest, and ends the environments', async () => {
    const created = await create({ Environment: { Variables: { KEY: 'value' } }, Description: 'first' });
    const updated = await call<FunctionConfiguration>('UpdateFunctionConfiguration', {
      FunctionName: 'f',
      Role: role('traced'),
      TracingConfig: { Mode: 'Active' },
    });
    expect(updated).toMatchObject({
      TracingConfig: { Mode: 'Active' },
      Description: 'first',
      Environment: { Variables: { KEY: 'value' } },
    });
    expect(updated.RevisionId).not.toBe(created.RevisionId);
    expect(retired).toEqual([created.FunctionArn]);
  });

  it('refuses Active tracing without the permission, and a revision that is no longer the latest', async () => {
    await create();
    await expect(call('UpdateFunctionConfiguration', { FunctionName: 'f', TracingConfig: { Mode: 'Active' } })).rejects.toThrow(
      'does not have permissions to call PutTraceSegments on XRAY',
    );
    await expect(call('UpdateFunctionConfiguration', { FunctionName: 'f', RevisionId: 'old' })).rejects.toEqual(
      refusal('PreconditionFailedException', 412),
    );
  });

  it('removes variables with an empty map and refuses those that Lambda reserves', async () => {
    await create({ Environment: { Variables: { KEY: 'value' } } });
    await expect(
      call('UpdateFunctionConfiguration', { FunctionName: 'f', Environment: { Variables: { AWS_REGION: 'x' } } }),
    ).rejects.toThrow('Reserved keys used in this request: AWS_REGION');
    const cleared = await call('UpdateFunctionConfiguration', { FunctionName: 'f', Environment: { Variables: {} } });
    expect(cleared).not.toHaveProperty('Environment');
  });
});

describe('versions and aliases', () => {
  const publish = () => call<FunctionConfiguration>('PublishVersion', { FunctionName: 'f' });

  it('freeze code and tracing mode: what changes later does not reach them', async () => {
    await create({ Role: role('traced'), TracingConfig: { Mode: 'Active' } });
    expect(await publish()).toMatchObject({ Version: '1', FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:f:1` });
    await call('UpdateFunctionConfiguration', { FunctionName: 'f', TracingConfig: { Mode: 'PassThrough' } });
    settled();
    await call('UpdateFunctionCode', { FunctionName: 'f', ZipFile: zip('x = 2') });
    const version = lambda.catalogue.resolve(tenant, 'f', '1');
    const latest = lambda.catalogue.resolve(tenant, 'f');
    expect([version.tracingMode, latest.tracingMode]).toEqual(['Active', 'PassThrough']);
    expect(version.codeSha256).not.toBe(latest.codeSha256);
    await expect(call('UpdateFunctionConfiguration', { FunctionName: 'f:1', Timeout: 9 })).rejects.toEqual(
      refusal('InvalidParameterValueException', 400),
    );
  });

  it('are the same version again when nothing changed, and numbers are never reused', async () => {
    await create();
    expect([(await publish()).Version, (await publish()).Version]).toEqual(['1', '1']);
    await call('DeleteFunction', { FunctionName: 'f' });
    await create();
    expect((await publish()).Version).toBe('2');
  });

  it('checks the hash of the code that is to be published', async () => {
    await create();
    await expect(call('PublishVersion', { FunctionName: 'f', CodeSha256: 'other' })).rejects.toThrow(
      'CodeSHA256 (other) is different from current CodeSHA256 in $LATEST',
    );
  });

  it('share invocations by weight', async () => {
    await create();
    await publish();
    await call('UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 9 });
    settled();
    await publish();
    const alias = { FunctionName: 'f', Name: 'live', FunctionVersion: '1' };
    await call('CreateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 1 } } });
    expect(lambda.catalogue.resolve(tenant, 'f:live').version).toBe('2');
    await call('UpdateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 0 } } });
    expect(lambda.catalogue.resolve(tenant, 'f', 'live').version).toBe('1');
    await call('UpdateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } } });
    const drawn = new Set(Array.from({ length: 200 }, () => lambda.catalogue.resolve(tenant, 'f', 'live').version));
    expect([...drawn].sort()).toEqual(['1', '2']);
    await expect(call('DeleteFunction', { FunctionName: 'f', Qualifier: '2' })).rejects.toEqual(
      refusal('ResourceConflictException', 409),
    );
    await expect(
      call('UpdateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 0.1, 3: 0.1 } } }),
    ).rejects.toThrow('Number of items in AdditionalVersionWeights cannot be greater than 1');
  });

  it('name the alias that is not there', async () => {
    await create();
    await expect(call('GetAlias', { FunctionName: 'f', Name: 'live' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Cannot find alias arn: arn:aws:lambda:us-east-1:${account}:function:f:live`),
    );
  });
});

describe('layers', () => {
  const publishLayer = () =>
    call<{ LayerVersionArn: string }>('PublishLayerVersion', { LayerName: 'lib', Content: { ZipFile: zip() } });

  it('keep counting after a deletion, and functions keep what they use', async () => {
    const first = await publishLayer();
    await create({ Layers: [first.LayerVersionArn] });
    await call('DeleteLayerVersion', { LayerName: 'lib', VersionNumber: 1 });
    expect((await publishLayer()).LayerVersionArn).toBe(`arn:aws:lambda:us-east-1:${account}:layer:lib:2`);
    const layers = lambda.catalogue.resolve(tenant, 'f').layers;
    expect(layers.map((layer) => layer.arn)).toEqual([first.LayerVersionArn]);
    await expect(call('GetLayerVersionByArn', { Arn: first.LayerVersionArn })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Layer version ${first.LayerVersionArn} does not exist.`),
    );
  });

  it('may not be attached in two versions', async () => {
    const arns = [(await publishLayer()).LayerVersionArn, (await publishLayer()).LayerVersionArn];
    await expect(create({ Layers: arns })).rejects.toThrow('Two different versions of the same layer are not allowed');
  });
});

describe('permissions', () => {
  const grant = (extra: object) =>
    call('AddPermission', {
      FunctionName: 'f',
      StatementId: 's1',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      ...extra,
    });
  const allows = (arn: string, name = 'f') => lambda.invoker.allows(tenant, name, 'apigateway.amazonaws.com', arn);

  it('decide what API Gateway may call, by source', async () => {
    await create();
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/GET/`)).toBe(false);
    await grant({ SourceArn: `arn:aws:execute-api:us-east-1:${account}:api/*/GET/hello` });
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/GET/hello`)).toBe(true);
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/POST/hello`)).toBe(false);
    expect(
      lambda.invoker.allows(tenant, 'f', 's3.amazonaws.com', `arn:aws:execute-api:us-east-1:${account}:api/prod/GET/hello`),
    ).toBe(false);
  });

  it('of another account do not count for this one', async () => {
    await create();
    await grant({ SourceAccount: '999999999999' });
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/GET/`)).toBe(false);
    expect(allows('arn:aws:execute-api:us-east-1:999999999999:api/prod/GET/')).toBe(true);
  });

  it('of the function are not those of its alias', async () => {
    await create();
    await call('PublishVersion', { FunctionName: 'f' });
    await call('CreateAlias', { FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
    await grant({ Qualifier: 'live' });
    expect([allows('arn:aws:execute-api:us-east-1:1:a/b', 'f:live'), allows('arn:aws:execute-api:us-east-1:1:a/b')]).toEqual([
      true,
      false,
    ]);
  });

  it('have unique ids, and one that is gone is named', async () => {
    await create();
    await grant({});
    await expect(grant({})).rejects.toEqual(
      refusal(
        'ResourceConflictException',
        409,
        'The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.',
      ),
    );
    await call('RemovePermission', { FunctionName: 'f', StatementId: 's1' });
    await expect(call('GetPolicy', { FunctionName: 'f' })).rejects.toEqual(refusal('ResourceNotFoundException', 404));
  });
});

describe('Invoke', () => {
  it('hands the request to the data plane and sends its trace header back', async () => {
    await create();
    const ClientContext = Buffer.from('{"custom":{"a":"b"}}').toString('base64');
    const input = { FunctionName: 'f', Payload: strToU8('{"a":1}'), ClientContext, LogType: 'Tail' };
    const output = await call('Invoke', input, { 'x-amzn-trace-id': 'Root=1-a-b;Sampled=1' });
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: strToU8('{}') });
    expect(invoked[0]).toMatchObject({
      clientContext: '{"custom":{"a":"b"}}',
      traceHeader: 'Root=1-a-b;Sampled=1',
      logType: 'Tail',
    });
    expect(responseHeaders.get('X-Amzn-Trace-Id')).toBe('Root=1-a-b');
    expect(responseHeaders.get('x-amzn-remapped-content-length')).toBe('0');
  });

  it('runs nothing for DryRun, but names what is missing', async () => {
    await create();
    expect(await call('Invoke', { FunctionName: 'f', InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
    await expect(call('Invoke', { FunctionName: 'g', InvocationType: 'DryRun' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404),
    );
    expect(invoked).toEqual([]);
  });

  it('refuses payloads that are too large for their kind', async () => {
    await expect(call('Invoke', { FunctionName: 'f', Payload: new Uint8Array(6_291_457) })).rejects.toEqual(
      refusal(
        'RequestTooLargeException',
        413,
        '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
      ),
    );
  });
});

describe('concurrency', () => {
  it('leaves a hundred for those that reserve nothing', async () => {
    await create();
    await expect(call('PutFunctionConcurrency', { FunctionName: 'f', ReservedConcurrentExecutions: 901 })).rejects.toThrow(
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    );
    await call('PutFunctionConcurrency', { FunctionName: 'f', ReservedConcurrentExecutions: 900 });
    expect(lambda.catalogue.reservedConcurrency(lambda.catalogue.resolve(tenant, 'f'))).toBe(900);
    await call('DeleteFunctionConcurrency', { FunctionName: 'f' });
    expect(lambda.catalogue.reservedConcurrency(lambda.catalogue.resolve(tenant, 'f'))).toBeUndefined();
  });
});

describe('a restart', () => {
  it('loses nothing: settings, versions, aliases, policies, code', async () => {
    await create({ Tags: { team: 'a' }, Publish: true });
    await call('CreateAlias', { FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
    const before = await call<{ Configuration: FunctionConfiguration }>('GetFunction', { FunctionName: 'f', Qualifier: 'live' });
    await lambda.close();
    await controlPlane.close();
    open();
    expect(await call('GetFunction', { FunctionName: 'f', Qualifier: 'live' })).toEqual(before);
    const { codeSha256 } = lambda.catalogue.resolve(tenant, 'f:live');
    await expect(lambda.catalogue.codeDirectory(codeSha256)).resolves.toContain(directory);
  });
});

describe('lists', () => {
  it('go on where a page ended, in order of name and number', async () => {
    for (const FunctionName of ['b', 'c', 'a']) await call('CreateFunction', { ...definition, FunctionName });
    const first = await call<{ Functions: FunctionConfiguration[]; NextMarker: string }>('ListFunctions', { MaxItems: 2 });
    expect(first.Functions.map((found) => found.FunctionName)).toEqual(['a', 'b']);
    expect(first.Functions[0]).not.toHaveProperty('State');
    const second = await call<{ Functions: FunctionConfiguration[] }>('ListFunctions', { Marker: first.NextMarker });
    expect(second.Functions.map((found) => found.FunctionName)).toEqual(['c']);
    expect(second).not.toHaveProperty('NextMarker');
  });

  it('keep accounts and regions apart', async () => {
    await create();
    expect(() => lambda.catalogue.resolve({ account, region: 'eu-west-1' }, 'f')).toThrow('Function not found');
    expect(() => lambda.catalogue.resolve({ account: '999999999999', region: 'us-east-1' }, 'f')).toThrow('Function not found');
  });
});
