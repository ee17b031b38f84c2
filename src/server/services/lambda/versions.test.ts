/** Versions and aliases: what they keep, and which version an invocation gets. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { account, refusal, role, tenant, testLambda, zip } from './service.fixture.ts';

const lambda = testLambda();

describe('versions and aliases', () => {
  const publish = () => lambda.call<FunctionConfiguration>('PublishVersion', { FunctionName: 'f' });

  it('freeze code and tracing mode: what changes later does not reach them', async () => {
    await lambda.create({ Role: role('traced'), TracingConfig: { Mode: 'Active' } });
    expect(await publish()).toMatchObject({ Version: '1', FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:f:1` });
    await lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f', TracingConfig: { Mode: 'PassThrough' } });
    lambda.settle();
    await lambda.call('UpdateFunctionCode', { FunctionName: 'f', ZipFile: zip('x = 2') });
    const version = lambda.catalogue.resolve(tenant, 'f', '1');
    const latest = lambda.catalogue.resolve(tenant, 'f');
    expect([version.tracingMode, latest.tracingMode]).toEqual(['Active', 'PassThrough']);
    expect(version.codeSha256).not.toBe(latest.codeSha256);
    await expect(lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f:1', Timeout: 9 })).rejects.toEqual(
      refusal('InvalidParameterValueException', 400),
    );
  });

  it('are the same version again when nothing changed, and numbers are never reused', async () => {
    await lambda.create();
    expect([(await publish()).Version, (await publish()).Version]).toEqual(['1', '1']);
    await lambda.call('DeleteFunction', { FunctionName: 'f' });
    await lambda.create();
    expect((await publish()).Version).toBe('2');
  });

  it('checks the hash of the code that is to be published', async () => {
    await lambda.create();
    await expect(lambda.call('PublishVersion', { FunctionName: 'f', CodeSha256: 'other' })).rejects.toThrow(
      'CodeSHA256 (other) is different from current CodeSHA256 in $LATEST',
    );
  });

  it('share invocations by weight', async () => {
    await lambda.create();
    await publish();
    await lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 9 });
    lambda.settle();
    await publish();
    const alias = { FunctionName: 'f', Name: 'live', FunctionVersion: '1' };
    await lambda.call('CreateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 1 } } });
    expect(lambda.catalogue.resolve(tenant, 'f:live').version).toBe('2');
    await lambda.call('UpdateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 0 } } });
    expect(lambda.catalogue.resolve(tenant, 'f', 'live').version).toBe('1');
    await lambda.call('UpdateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 0.5 } } });
    const drawn = new Set(Array.from({ length: 200 }, () => lambda.catalogue.resolve(tenant, 'f', 'live').version));
    expect([...drawn].sort()).toEqual(['1', '2']);
    await expect(lambda.call('DeleteFunction', { FunctionName: 'f', Qualifier: '2' })).rejects.toEqual(
      refusal('ResourceConflictException', 409),
    );
    await expect(
      lambda.call('UpdateAlias', { ...alias, RoutingConfig: { AdditionalVersionWeights: { 2: 0.1, 3: 0.1 } } }),
    ).rejects.toThrow('Number of items in AdditionalVersionWeights cannot be greater than 1');
  });

  it('name the alias that is not there', async () => {
    await lambda.create();
    await expect(lambda.call('GetAlias', { FunctionName: 'f', Name: 'live' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Cannot find alias arn: arn:aws:lambda:us-east-1:${account}:function:f:live`),
    );
  });
});
