/** PutFunctionConcurrency: what is refused. */
import { describe, expect, it } from 'vitest';
import { account, refusal, testLambda } from '../service.fixture.ts';

const lambda = testLambda();
const reserve = (FunctionName: string) =>
  lambda.call('PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: 1 });

describe('PutFunctionConcurrency', () => {
  it('names a function that is not there with its version', async () => {
    await expect(reserve('g')).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Function not found: arn:aws:lambda:us-east-1:${account}:function:g:$LATEST`),
    );
  });

  it('is for functions as a whole', async () => {
    await lambda.create();
    await expect(reserve('f:$LATEST')).rejects.toEqual(
      refusal(
        'InvalidParameterValueException',
        400,
        'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
      ),
    );
  });
});
