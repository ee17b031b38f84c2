/** Permissions: who may invoke which function, version or alias. */
import { describe, expect, it } from 'vitest';
import { account, refusal, tenant, testLambda } from './service.fixture.ts';

const lambda = testLambda();

describe('permissions', () => {
  const grant = (extra: object) =>
    lambda.call('AddPermission', {
      FunctionName: 'f',
      StatementId: 's1',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      ...extra,
    });
  const allows = (arn: string, name = 'f') => lambda.invoker.allows(tenant, name, 'apigateway.amazonaws.com', arn);

  it('decide what API Gateway may call, by source', async () => {
    await lambda.create();
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/GET/`)).toBe(false);
    await grant({ SourceArn: `arn:aws:execute-api:us-east-1:${account}:api/*/GET/hello` });
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/GET/hello`)).toBe(true);
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/POST/hello`)).toBe(false);
    expect(
      lambda.invoker.allows(tenant, 'f', 's3.amazonaws.com', `arn:aws:execute-api:us-east-1:${account}:api/prod/GET/hello`),
    ).toBe(false);
  });

  it('of another account do not count for this one', async () => {
    await lambda.create();
    await grant({ SourceAccount: '999999999999' });
    expect(allows(`arn:aws:execute-api:us-east-1:${account}:api/prod/GET/`)).toBe(false);
    expect(allows('arn:aws:execute-api:us-east-1:999999999999:api/prod/GET/')).toBe(true);
  });

  it('of the function are not those of its alias', async () => {
    await lambda.create();
    await lambda.call('PublishVersion', { FunctionName: 'f' });
    await lambda.call('CreateAlias', { FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
    await grant({ Qualifier: 'live' });
    expect([allows('arn:aws:execute-api:us-east-1:1:a/b', 'f:live'), allows('arn:aws:execute-api:us-east-1:1:a/b')]).toEqual([
      true,
      false,
    ]);
  });

  it('have unique ids, and one that is gone is named', async () => {
    await lambda.create();
    await grant({});
    await expect(grant({})).rejects.toEqual(
      refusal(
        'ResourceConflictException',
        409,
        'The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.',
      ),
    );
    await lambda.call('RemovePermission', { FunctionName: 'f', StatementId: 's1' });
    await expect(lambda.call('GetPolicy', { FunctionName: 'f' })).rejects.toEqual(refusal('ResourceNotFoundException', 404));
  });
});
