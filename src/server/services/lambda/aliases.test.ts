/** Aliases: what is refused, in AWS's words. */
import { beforeEach, describe, expect, it } from 'vitest';
import { account, refusal, testLambda } from './service.fixture.ts';

const lambda = testLambda();
const arn = `arn:aws:lambda:us-east-1:${account}:function:f`;

describe('aliases', () => {
  beforeEach(async () => {
    await lambda.create();
    await lambda.call('PublishVersion', { FunctionName: 'f' });
  });

  const create = (input: object) =>
    lambda.call('CreateAlias', { FunctionName: 'f', Name: 'live', FunctionVersion: '1', ...input });
  const weights = (AdditionalVersionWeights: Record<string, number>) => ({ RoutingConfig: { AdditionalVersionWeights } });
  const violation = (value: string, rule: string) =>
    refusal(
      'ValidationException',
      400,
      `1 validation error detected: Value '${value}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: ${rule}`,
    );

  it.each([
    [2, '{2=2.0}'],
    [-1, '{2=-1.0}'],
    [1.5, '{2=1.5}'],
  ])('refuse a weight of %s', async (weight, shown) => {
    await expect(create(weights({ '2': weight }))).rejects.toEqual(
      violation(
        shown,
        'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
      ),
    );
  });

  it('send no share to $LATEST, and $LATEST shares with none', async () => {
    await expect(create(weights({ $LATEST: 0.5 }))).rejects.toEqual(
      violation(
        '{$LATEST=0.5}',
        'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]',
      ),
    );
    const shared = create({ FunctionVersion: '$LATEST', ...weights({ '1': 0.5 }) });
    await expect(shared).rejects.toEqual(
      refusal('InvalidParameterValueException', 400, '$LATEST is not supported for an alias pointing to more than 1 version'),
    );
    // One of the few answers that have no Type.
    await expect(shared).rejects.toMatchObject({ members: { Type: undefined } });
  });

  it('name what is not there', async () => {
    await expect(create({ FunctionName: 'g' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Function not found: arn:aws:lambda:us-east-1:${account}:function:g:1`),
    );
    await expect(create({ FunctionVersion: '10' })).rejects.toThrow(`Function not found: ${arn}:10`);
    const missing = { FunctionName: 'f', Name: 'gone' };
    await expect(lambda.call('GetAlias', missing)).rejects.toThrow(`Cannot find alias arn: ${arn}:gone`);
    await expect(lambda.call('UpdateAlias', missing)).rejects.toThrow(`Alias not found: ${arn}:gone`);
    expect(await lambda.call('DeleteAlias', missing)).toEqual({});
  });
});
