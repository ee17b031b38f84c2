/** Layers: their versions, and the functions that use them. */
import { describe, expect, it } from 'vitest';
import { account, refusal, tenant, testLambda, zip } from '../service.fixture.ts';

const lambda = testLambda();

describe('layers', () => {
  const publishLayer = () =>
    lambda.call<{ LayerVersionArn: string }>('PublishLayerVersion', { LayerName: 'lib', Content: { ZipFile: zip() } });

  it('keep counting after a deletion, and functions keep what they use', async () => {
    const first = await publishLayer();
    await lambda.create({ Layers: [first.LayerVersionArn] });
    await lambda.call('DeleteLayerVersion', { LayerName: 'lib', VersionNumber: 1 });
    expect((await publishLayer()).LayerVersionArn).toBe(`arn:aws:lambda:us-east-1:${account}:layer:lib:2`);
    const layers = lambda.catalogue.resolve(tenant, 'f').layers;
    expect(layers.map((layer) => layer.arn)).toEqual([first.LayerVersionArn]);
    await expect(lambda.call('GetLayerVersionByArn', { Arn: first.LayerVersionArn })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404, 'The resource you requested does not exist.'),
    );
  });

  it('may not be attached in two versions', async () => {
    const arns = [(await publishLayer()).LayerVersionArn, (await publishLayer()).LayerVersionArn];
    await expect(lambda.create({ Layers: arns })).rejects.toThrow('Two different versions of the same layer are not allowed');
  });
});
