/** Provisioned concurrency: there is none, and what is said of that. */
import { beforeEach, describe, expect, it } from 'vitest';
import { account, refusal, testLambda } from './service.fixture.ts';

const lambda = testLambda();
const arn = `arn:aws:lambda:us-east-1:${account}:function`;
const operations = ['Put', 'Get', 'Delete'].map((verb) => `${verb}ProvisionedConcurrencyConfig`);
const call = (operation: string, input: object) =>
  lambda.call(operation, { FunctionName: 'f', Qualifier: '1', ProvisionedConcurrentExecutions: 1, ...input });

beforeEach(async () => {
  await lambda.create();
  await lambda.call('PublishVersion', { FunctionName: 'f' });
});

describe.each(operations)('%s', (operation) => {
  it.each([
    [{ Qualifier: '10' }, `Function not found: ${arn}:f:10`],
    [{ Qualifier: 'gone' }, `Cannot find alias arn: ${arn}:f:gone`],
    [{ FunctionName: 'g', Qualifier: 'gone' }, `Cannot find alias arn: ${arn}:g:gone`],
  ])('of %j says: %s', async (input, message) => {
    await expect(call(operation, input)).rejects.toEqual(refusal('ResourceNotFoundException', 404, message));
  });

  it('is not for $LATEST', async () => {
    await expect(call(operation, { Qualifier: '$LATEST' })).rejects.toEqual(refusal('InvalidParameterValueException', 400));
  });
});

describe('provisioned concurrency', () => {
  it("is refused by name, after AWS's own checks", async () => {
    await expect(call('PutProvisionedConcurrencyConfig', { ProvisionedConcurrentExecutions: 0 })).rejects.toThrow(
      "Value '0' at 'provisionedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
    await expect(call('PutProvisionedConcurrencyConfig', {})).rejects.toThrow('does not emulate provisioned concurrency');
  });

  it('is shown as none', async () => {
    await expect(call('GetProvisionedConcurrencyConfig', {})).rejects.toEqual(
      refusal('ProvisionedConcurrencyConfigNotFoundException', 404, 'No Provisioned Concurrency Config found for this function'),
    );
    expect(await call('DeleteProvisionedConcurrencyConfig', {})).toEqual({});
    expect(await call('ListProvisionedConcurrencyConfigs', {})).toEqual({ ProvisionedConcurrencyConfigs: [] });
  });
});
