/** CreateFunction: what it answers, what it refuses, and what a function is until it is Active. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { account, definition, refusal, role, tenant, testLambda } from '../service.fixture.ts';

const lambda = testLambda();

describe('CreateFunction', () => {
  it('answers Pending without an update status, and the function is Active soon after', async () => {
    const created = await lambda.create();
    expect(created).toMatchObject({
      State: 'Pending',
      StateReasonCode: 'Creating',
      Version: '$LATEST',
      Timeout: 3,
      MemorySize: 128,
    });
    expect(created).not.toHaveProperty('LastUpdateStatus');
    expect(created).not.toHaveProperty('Environment');
    const now = await lambda.call<FunctionConfiguration>('GetFunctionConfiguration', { FunctionName: 'f' });
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
      { Layers: ['arn:aws:lambda:us-east-1:901920570463:layer:some-layer:1'] },
      'Layer version arn:aws:lambda:us-east-1:901920570463:layer:some-layer:1 does not exist.',
    ],
  ])('refuses %s and leaves nothing behind', async (_name, input, message) => {
    await expect(lambda.create(input)).rejects.toEqual(refusal('InvalidParameterValueException', 400, message));
    await expect(lambda.call('GetFunction', { FunctionName: 'f' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Function not found: arn:aws:lambda:us-east-1:${account}:function:f`),
    );
  });

  it('reports every broken constraint at once', async () => {
    await expect(lambda.create({ Timeout: 901, MemorySize: 1 })).rejects.toThrow(
      "2 validation errors detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900; Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    );
  });

  it('refuses container images and what it cannot emulate, by name', async () => {
    await expect(lambda.create({ PackageType: 'Image', Code: { ImageUri: 'x' } })).rejects.toThrow(
      'does not run container images',
    );
    await expect(lambda.create({ VpcConfig: { SubnetIds: ['subnet-1'] } })).rejects.toThrow('does not emulate VpcConfig');
  });

  it('makes a function once, also when two calls race', async () => {
    const results = await Promise.allSettled([
      lambda.call('CreateFunction', definition),
      lambda.call('CreateFunction', definition),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(lambda.call('CreateFunction', definition)).rejects.toEqual(
      refusal('ResourceConflictException', 409, 'Function already exist: f'),
    );
  });
});

describe('CreateFunction, as AWS answers it,', () => {
  it('gives the number of a version published at once, with the ARN of the function', async () => {
    const arn = `arn:aws:lambda:us-east-1:${account}:function:f`;
    expect(await lambda.create({ Publish: true })).toMatchObject({ Version: '1', FunctionArn: arn });
    expect(await lambda.call('GetFunctionConfiguration', { FunctionName: 'f', Qualifier: '1' })).toMatchObject({
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
    await expect(lambda.create(input)).rejects.toEqual(refusal('ValidationException', 400, message));
  });

  it('refuses by name what it would lack', async () => {
    await expect(lambda.create({ CodeSigningConfigArn: 'arn', DurableConfig: { ExecutionTimeout: 60 } })).rejects.toThrow(
      'Radiograph does not emulate CodeSigningConfigArn, DurableConfig.',
    );
  });
});

describe('while a function is being created', () => {
  it('it can be invoked and changed, for its code lies ready', async () => {
    await lambda.call('CreateFunction', definition);
    expect(lambda.catalogue.resolve(tenant, 'f')).toMatchObject({ state: 'Pending' });
    await lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 9 });
  });
});
