/** Tags: of what there is, and of what AWS tags besides functions. */
import { beforeEach, describe, expect, it } from 'vitest';
import { account, refusal, testLambda } from './service.fixture.ts';

const lambda = testLambda();
const arn = (resource: string) => `arn:aws:lambda:us-east-1:${account}:${resource}`;
const mapping = 'event-source-mapping:12345678-1234-1234-1234-123456789012';

describe.each(['TagResource', 'UntagResource', 'ListTags'])('%s', (operation) => {
  const call = (Resource: string) => lambda.call(operation, { Resource, Tags: { a: 'b' }, TagKeys: ['a'] });
  beforeEach(() => lambda.create());

  it.each([
    [arn('function:gone'), `Function not found: ${arn('function:gone')}`],
    [arn(mapping), `Event source mapping not found: ${arn(mapping)}`],
    [arn('capacity-provider:p'), `Capacity provider not found: ${arn('capacity-provider:p')}`],
  ])('of %s says that it is not there', async (resource, message) => {
    await expect(call(resource)).rejects.toEqual(refusal('ResourceNotFoundException', 404, message));
  });

  it('is for no version and no alias', async () => {
    await expect(call(arn('function:f:live'))).rejects.toEqual(
      refusal(
        'InvalidParameterValueException',
        400,
        'Tags on function aliases and versions are not supported. Please specify a function ARN.',
      ),
    );
  });

  it.each(['arn:aws:something', arn('foobar:f'), `${arn(mapping)}:alias`])('knows no resource like %s', async (resource) => {
    await expect(call(resource)).rejects.toThrow(
      `1 validation error detected: Value '${resource}' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}`,
    );
  });
});
