/** Layers' versions: permissions, and what is said of those that are not there. */
import { beforeEach, describe, expect, it } from 'vitest';
import { account, refusal, testLambda, zip } from '../service.fixture.ts';

const lambda = testLambda();
const arn = `arn:aws:lambda:us-east-1:${account}:layer:tools`;
const first = { LayerName: 'tools', VersionNumber: 1 };

beforeEach(async () => {
  await lambda.call('PublishLayerVersion', { LayerName: 'tools', Content: { ZipFile: zip() } });
});

describe('permissions of a layer', () => {
  const grant = (input: object = {}) =>
    lambda.call<{ Statement: string; RevisionId: string }>('AddLayerVersionPermission', {
      ...first,
      StatementId: 's1',
      Action: 'lambda:GetLayerVersion',
      Principal: '*',
      ...input,
    });

  it('are given, shown and taken away', async () => {
    const { Statement, RevisionId } = await grant();
    const statement = { Sid: 's1', Effect: 'Allow', Principal: '*', Action: 'lambda:GetLayerVersion', Resource: `${arn}:1` };
    expect(JSON.parse(Statement)).toEqual(statement);
    const shown = await lambda.call<{ Policy: string; RevisionId: string }>('GetLayerVersionPolicy', first);
    expect(shown.RevisionId).toBe(RevisionId);
    expect(JSON.parse(shown.Policy)).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [statement] });
    await lambda.call('RemoveLayerVersionPermission', { ...first, StatementId: 's1', RevisionId });
    await expect(lambda.call('GetLayerVersionPolicy', first)).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, 'No policy is associated with the given resource.'),
    );
  });

  it('name an account by its root, and an organization as a condition', async () => {
    const { Statement } = await grant({ Principal: '999999999999', OrganizationId: 'o-1234567890' });
    expect(JSON.parse(Statement)).toMatchObject({
      Principal: { AWS: 'arn:aws:iam::999999999999:root' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
    });
  });

  it("are refused in AWS's words", async () => {
    await grant();
    await expect(grant()).rejects.toEqual(refusal('ResourceConflictException', 409));
    await expect(grant({ StatementId: 's2', RevisionId: 'wrong' })).rejects.toEqual(
      refusal(
        'PreconditionFailedException',
        412,
        'The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id',
      ),
    );
    await expect(grant({ Action: '*' })).rejects.toThrow("Value '*' at 'action' failed to satisfy constraint");
    await expect(grant({ VersionNumber: 2 })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, `Layer version ${arn}:2 does not exist.`),
    );
    await expect(lambda.call('RemoveLayerVersionPermission', { ...first, StatementId: 'other' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, 'Statement other is not found in resource policy.'),
    );
  });

  it('go with the version', async () => {
    await grant();
    await lambda.call('DeleteLayerVersion', first);
    await expect(lambda.call('GetLayerVersionPolicy', first)).rejects.toThrow(`Layer version ${arn}:1 does not exist.`);
  });
});

describe('a version of a layer', () => {
  it('that is not there is called the resource', async () => {
    const gone = refusal('ResourceNotFoundException', 404, 'The resource you requested does not exist.');
    await expect(lambda.call('GetLayerVersion', { LayerName: 'tools', VersionNumber: 2 })).rejects.toEqual(gone);
    await expect(lambda.call('GetLayerVersionByArn', { Arn: `${arn}:2` })).rejects.toEqual(gone);
  });

  it.each(['GetLayerVersion', 'DeleteLayerVersion'])('has a positive number for %s', async (operation) => {
    await expect(lambda.call(operation, { LayerName: 'tools', VersionNumber: 0 })).rejects.toEqual(
      refusal('InvalidParameterValueException', 400, 'Layer Version Cannot be less than 1'),
    );
  });

  it('is compatible with runtimes and architectures that there are', async () => {
    const input = { LayerName: 'tools', Content: { ZipFile: zip() } };
    await expect(
      lambda.call('PublishLayerVersion', { ...input, CompatibleRuntimes: ['cobol'], CompatibleArchitectures: ['vax', 'arm64'] }),
    ).rejects.toThrow(
      /^2 validation errors detected: Value '\[cobol\]' at 'compatibleRuntimes' .*; Value '\[vax, arm64\]' at 'compatibleArchitectures' failed to satisfy constraint: Member must satisfy constraint: \[/,
    );
    const old = { ...input, CompatibleRuntimes: ['python3.6'] };
    expect(await lambda.call('PublishLayerVersion', old)).toMatchObject({ CompatibleRuntimes: ['python3.6'] });
    await expect(lambda.call('ListLayers', { CompatibleRuntime: 'cobol' })).rejects.toThrow(
      "Value 'cobol' at 'compatibleRuntime'",
    );
  });

  it('is attached once, by its ARN', async () => {
    const layers = (Layers: string[]) => lambda.create({ Layers });
    await expect(layers([`${arn}:1`, `${arn}:1`])).rejects.toThrow(`${arn}:1 and ${arn}:1 are versions of the same layer.`);
    await expect(layers([arn])).rejects.toThrow(
      `Value '[${arn}]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 2048, `,
    );
  });
});
