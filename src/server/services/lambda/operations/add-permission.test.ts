/** AddPermission, RemovePermission and GetPolicy of what is not there: each has words of its own. */
import { beforeEach, describe, expect, it } from 'vitest';
import { account, refusal, testLambda } from '../service.fixture.ts';

const lambda = testLambda();
const arn = `arn:aws:lambda:us-east-1:${account}:function`;
const statement = { StatementId: 's1', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };

describe('permissions on what is not there', () => {
  beforeEach(() => lambda.create());

  it.each([
    ['AddPermission', { FunctionName: 'g' }, `Function not found: ${arn}:g`],
    ['AddPermission', { Qualifier: '42' }, `Function not found: ${arn}:f:42`],
    ['AddPermission', { Qualifier: 'gone' }, `Cannot find alias arn: ${arn}:f:gone`],
    ['AddPermission', { Qualifier: 'with-$' }, `Function not found: ${arn}:f:with-$`],
    ['RemovePermission', { FunctionName: 'g' }, `No policy found for: ${arn}:g`],
    ['RemovePermission', {}, 'No policy is associated with the given resource.'],
    ['RemovePermission', { Qualifier: 'gone' }, `Cannot find alias arn: ${arn}:f:gone`],
    ['GetPolicy', { FunctionName: 'g' }, 'The resource you requested does not exist.'],
    ['GetPolicy', { Qualifier: '42' }, 'The resource you requested does not exist.'],
  ])('%s of %j says: %s', async (operation, input, message) => {
    await expect(lambda.call(operation, { FunctionName: 'f', ...statement, ...input })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, message),
    );
  });
});
