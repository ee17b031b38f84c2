import { describe, expect, it } from 'vitest';
import { parseLayerVersionArn } from './layer-arn.ts';
import { contentFor, layerRecipe } from './layer-recipes.ts';

const recipeOf = (layer: string, account = '017000801446') => {
  const name = parseLayerVersionArn(`arn:aws:lambda:eu-west-1:${account}:layer:${layer}`);
  return name && layerRecipe(name);
};

describe('a public layer', () => {
  it('of Powertools V2 is the last 2.x with all extras, whatever its version number', () => {
    expect(recipeOf('AWSLambdaPowertoolsPythonV2:21')?.content.packages).toEqual(['aws-lambda-powertools[all]==2.43.1']);
    expect(recipeOf('AWSLambdaPowertoolsPythonV2:78')).toEqual(recipeOf('AWSLambdaPowertoolsPythonV2:21'));
    expect(recipeOf('AWSLambdaPowertoolsPythonV2-Arm64:21')?.architectures).toEqual(['arm64']);
  });

  it('is built for the runtime of the function, when it is made for that', () => {
    const recipe = recipeOf('AWSLambdaPowertoolsPythonV2:21');
    if (recipe === undefined) throw new Error('There is no recipe.');
    expect(contentFor(recipe, 'python3.10')).toMatchObject({ python: '3.10' });
    expect(contentFor(recipe, 'python3.14')).toMatchObject({ python: '3.12' });
    expect(contentFor(recipe, undefined)).toMatchObject({ python: '3.12' });
  });

  it('of Powertools V3 is built for the Python that its name tells', () => {
    expect(recipeOf('AWSLambdaPowertoolsPythonV3-python313-x86_64:7')).toMatchObject({
      content: { python: '3.13' },
      architectures: ['x86_64'],
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

  it('of Powertools for TypeScript holds its utilities, all of one release', () => {
    const packages = recipeOf('AWSLambdaPowertoolsTypeScriptV2:41', '094274105915')?.content.packages ?? [];
    expect(packages).toContain('@aws-lambda-powertools/tracer@2.34.0');
    expect(new Set(packages.map((name) => name.split('@').at(-1)))).toEqual(new Set(['2.34.0']));
  });

  it('of the AWS Distro for OpenTelemetry is for both architectures, the classic one for one', () => {
    expect(recipeOf('AWSOpenTelemetryDistroPython:15', '615299751070')).toMatchObject({
      content: { files: ['otel-python', 'aws-distro-python'] },
      architectures: ['x86_64', 'arm64'],
    });
    expect(recipeOf('AWSOpenTelemetryDistroJs:9', '615299751070')).toMatchObject({ content: { kind: 'nodejs' } });
    expect(recipeOf('aws-otel-python-arm64-ver-1-32-0:2', '901920570463')).toMatchObject({
      content: { files: ['otel-python', 'adot-python'] },
      architectures: ['arm64'],
    });
    expect(recipeOf('aws-otel-java-agent-amd64-ver-1-32-0:2', '901920570463')).toBeUndefined();
  });
});
