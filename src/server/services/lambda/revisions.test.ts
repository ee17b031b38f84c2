/** RevisionId: when it changes, and what it guards. */
import type { FunctionConfiguration, GetPolicyResponse } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { refusal, testLambda, zip } from './service.fixture.ts';

const lambda = testLambda();
const named = { FunctionName: 'f' };
const now = async (Qualifier?: string) =>
  (await lambda.call<FunctionConfiguration>('GetFunctionConfiguration', { ...named, Qualifier })).RevisionId;

describe('the revision of a function', () => {
  it('changes with the creation, with its end, and so with every update', async () => {
    const seen = [(await lambda.create()).RevisionId, await now()];
    const update = { ...named, ZipFile: zip('x = 2'), RevisionId: seen[1] };
    seen.push((await lambda.call<FunctionConfiguration>('UpdateFunctionCode', update)).RevisionId, await now());
    expect(seen[3]).toBe(seen[2]);
    lambda.settle();
    seen[3] = await now();
    expect(new Set(seen).size).toBe(4);
    await expect(lambda.call('UpdateFunctionConfiguration', { ...named, RevisionId: seen[2] })).rejects.toEqual(
      refusal(
        'PreconditionFailedException',
        412,
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
      ),
    );
    expect(await now()).toBe(seen[3]);
  });

  it("changes when a version is published, and the version's own never does", async () => {
    await lambda.create();
    const before = await now();
    const key = () => lambda.catalogue.resolve({ account: '123456789012', region: 'us-east-1' }, 'f').revisionId;
    const environmentsGoBy = key();
    const publish = () => lambda.call<FunctionConfiguration>('PublishVersion', named);
    const { RevisionId: version } = await publish();
    const after = await now();
    expect(new Set([before, version, after]).size).toBe(3);
    expect([await now('1'), (await publish()).RevisionId, await now(), key()]).toEqual([
      version,
      version,
      after,
      environmentsGoBy,
    ]);
  });
});

describe('the revision of a policy', () => {
  const grant = (input: object) =>
    lambda.call('AddPermission', {
      ...named,
      StatementId: 's1',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      ...input,
    });
  const policy = () => lambda.call<GetPolicyResponse>('GetPolicy', named);
  const mismatch = refusal(
    'PreconditionFailedException',
    412,
    'The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id',
  );

  it("is the function's until there is one, then its own", async () => {
    await lambda.create();
    await expect(grant({ RevisionId: 'wrong' })).rejects.toEqual(mismatch);
    await grant({ RevisionId: await now() });
    const { RevisionId } = await policy();
    await grant({ StatementId: 's2', RevisionId });
    expect((await policy()).RevisionId).not.toBe(RevisionId);
    await expect(lambda.call('RemovePermission', { ...named, StatementId: 's1', RevisionId })).rejects.toEqual(mismatch);
  });
});
