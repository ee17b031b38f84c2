import { describe, expect, it } from 'vitest';
import { parseLayerVersionArn } from './layer-arn.ts';
import { layerRecipe } from './public-layers.ts';

const recipeOf = (layer: string, account = '017000801446') => {
  const name = parseLayerVersionArn(`arn:aws:lambda:eu-west-1:${account}:layer:${layer}`);
  return name && layerRecipe(name);
};

describe('a public layer', () => {
  it('of Powertools V2 is the last 2.x with all extras, whatever its version number', () => {
    expect(recipeOf('AWSLambdaPowertoolsPythonV2:21')?.packages).toEqual(['aws-lambda-powertools[all]==2.43.1']);
    expect(recipeOf('AWSLambdaPowertoolsPythonV2:78')).toEqual(recipeOf('AWSLambdaPowertoolsPythonV2:21'));
    expect(recipeOf('AWSLambdaPowertoolsPythonV2-Arm64:21')?.architecture).toBe('arm64');
  });

  it('of Powertools V3 is built for the Python that its name tells', () => {
    expect(recipeOf('AWSLambdaPowertoolsPythonV3-python313-x86_64:7')).toMatchObject({
      python: '3.13',
      architecture: 'x86_64',
      compatibleRuntimes: ['python3.13'],
    });
  });

  it.each(['AWSLambdaPowertoolsPythonV1:1', 'AWSLambdaPowertoolsPythonV3:1', 'AWSLambdaPowertoolsPythonV3-python312-mips:1'])(
    'does not exist as %s',
    (layer) => {
      expect(recipeOf(layer)).toBeUndefined();
    },
  );

  it("is not another account's layer of the same name", () => {
    expect(recipeOf('AWSLambdaPowertoolsPythonV2:21', '111122223333')).toBeUndefined();
  });
});
