/** CreateFunction: what is too large or misspelled, in AWS's words. */
import { describe, expect, it } from 'vitest';
import { definition, refusal, testLambda } from '../service.fixture.ts';

const lambda = testLambda();

describe('CreateFunction', () => {
  it('refuses a zip, then a request, that is too large, before it looks at anything else', async () => {
    const code = { Code: { ZipFile: new Uint8Array(52_428_801) }, Role: 'r' };
    await expect(lambda.create(code)).rejects.toEqual(
      refusal('RequestEntityTooLargeException', 413, 'Zipped size must be smaller than 52428800 bytes'),
    );
    const headers = { 'content-length': '70167212' };
    await expect(
      lambda.call('CreateFunction', { ...definition, Role: 'r' }, { headers, operation: 'CreateFunction' }),
    ).rejects.toEqual(
      refusal(
        'RequestEntityTooLargeException',
        413,
        'Request must be smaller than 70167211 bytes for the CreateFunction operation',
      ),
    );
  });

  it('refuses a name that is too long in the words of a constraint, as another error', async () => {
    const name = 'a'.repeat(65);
    await expect(lambda.create({ FunctionName: name })).rejects.toEqual(
      refusal(
        'InvalidParameterValueException',
        400,
        `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      ),
    );
  });

  it('does not repeat the environment when a name in it is none', async () => {
    await expect(lambda.create({ Environment: { Variables: { A: 'one letter' } } })).rejects.toEqual(
      refusal(
        'ValidationException',
        400,
        "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]",
      ),
    );
  });

  it('shows an environment that was given, though it is empty', async () => {
    expect(await lambda.create({ Environment: { Variables: {} } })).toMatchObject({ Environment: { Variables: {} } });
  });

  it('knows two ways to apply SnapStart', async () => {
    await expect(lambda.create({ SnapStart: { ApplyOn: 'Always' as 'None' } })).rejects.toThrow(
      "Value 'Always' at 'snapStart.applyOn' failed to satisfy constraint: Member must satisfy enum value set: [PublishedVersions, None]",
    );
  });
});
