/** UpdateFunctionConfiguration, and what is refused while an update is in progress. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { account, refusal, role, tenant, testLambda, zip } from '../service.fixture.ts';

const lambda = testLambda();

describe('while a function is being updated', () => {
  it('changes are refused, with the words that clients retry on', async () => {
    await lambda.create();
    const updated = await lambda.call<FunctionConfiguration>('UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 9 });
    expect(updated).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress', LastUpdateStatusReasonCode: 'Creating' });
    const refused = refusal(
      'ResourceConflictException',
      409,
      `The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:${account}:function:f`,
    );
    await expect(lambda.call('UpdateFunctionCode', { FunctionName: 'f', ZipFile: zip() })).rejects.toEqual(refused);
    await expect(lambda.call('PublishVersion', { FunctionName: 'f' })).rejects.toEqual(refused);
    expect(lambda.catalogue.resolve(tenant, 'f').timeout).toBe(9);
  });
});

describe('UpdateFunctionConfiguration', () => {
  it('changes what is given, keeps the rest, and ends the environments', async () => {
    const created = await lambda.create({ Environment: { Variables: { KEY: 'value' } }, Description: 'first' });
    const updated = await lambda.call<FunctionConfiguration>('UpdateFunctionConfiguration', {
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
    expect(lambda.retired).toEqual([created.FunctionArn]);
  });

  it('refuses Active tracing without the permission, and a revision that is no longer the latest', async () => {
    await lambda.create();
    await expect(
      lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f', TracingConfig: { Mode: 'Active' } }),
    ).rejects.toThrow('does not have permissions to call PutTraceSegments on XRAY');
    await expect(lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f', RevisionId: 'old' })).rejects.toEqual(
      refusal('PreconditionFailedException', 412),
    );
  });

  it('removes variables with an empty map and refuses those that Lambda reserves', async () => {
    await lambda.create({ Environment: { Variables: { KEY: 'value' } } });
    await expect(
      lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f', Environment: { Variables: { AWS_REGION: 'x' } } }),
    ).rejects.toThrow('Reserved keys used in this request: AWS_REGION');
    const cleared = await lambda.call('UpdateFunctionConfiguration', { FunctionName: 'f', Environment: { Variables: {} } });
    expect(cleared).toMatchObject({ Environment: { Variables: {} } });
  });
});
