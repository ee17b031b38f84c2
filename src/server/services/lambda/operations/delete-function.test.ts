/** DeleteFunction with qualifiers, and of what is not there. */
import { describe, expect, it } from 'vitest';
import { account, refusal, testLambda } from '../service.fixture.ts';

const lambda = testLambda();
const remove = (FunctionName: string, Qualifier?: string) => lambda.call('DeleteFunction', { FunctionName, Qualifier });

describe('DeleteFunction', () => {
  it('of a version that is not there does nothing', async () => {
    await lambda.create();
    expect(await remove('f', '1233')).toEqual({ StatusCode: 204 });
    expect(await lambda.call('GetFunction', { FunctionName: 'f' })).toHaveProperty('Configuration');
  });

  it.each([undefined, '1233', '$latest'])(
    'of a function that is not there names it without the qualifier %s',
    async (qualifier) => {
      const message = `Function not found: arn:aws:lambda:us-east-1:${account}:function:g`;
      await expect(remove('g', qualifier)).rejects.toEqual(refusal('ResourceNotFoundException', 404, message));
    },
  );

  it.each([
    ['$LATEST', '$LATEST version cannot be deleted without deleting the function.'],
    ['live', 'Deletion of aliases is not currently supported.'],
  ])('refuses %s before it looks for the function', async (qualifier, message) => {
    await expect(remove('g', qualifier)).rejects.toEqual(refusal('InvalidParameterValueException', 400, message));
  });
});
