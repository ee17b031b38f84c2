/**
 * The one place where layers that AWS and vendors publish become code on this machine: an ARN of theirs stands for packages, which
 * pip installs once into the cache directory. Known: Powertools for AWS Lambda (Python), of account 017000801446
 * (docs.aws.amazon.com/powertools/python/latest/getting-started/install/). Another vendor's ARN is answered like any that does not
 * exist. Every version number of a layer holds the same packages here.
 */
import { readFile, stat } from 'node:fs/promises';
import { AwsError } from '../../../wire/aws-error.ts';
import type { CodeStore } from '../code/code-store.ts';
import type { StoredLayerVersion } from '../store.ts';
import { buildPythonLayer } from './build-python-layer.ts';
import { type LayerVersionName, layerVersionArn, parseLayerVersionArn } from './layer-arn.ts';

export interface PublicLayers {
  /**
   * Makes sure that `find` knows those of `arns` that are public layers; the first time, their packages are installed.
   * @throws ServiceException when they cannot be.
   */
  prepare(arns: readonly string[]): Promise<void>;
  find(name: LayerVersionName): StoredLayerVersion | undefined;
}

export interface LayerRecipe {
  readonly packages: readonly string[];
  /** `3.12`: compiled packages are chosen for it, or for what stands in for it on this machine. */
  readonly python: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly description: string;
  readonly compatibleRuntimes: readonly string[];
}

/** Pinned, as runtimes are: what a layer holds must not change under a function. */
const powertools2 = 'aws-lambda-powertools[all]==2.43.1';
const powertools3 = 'aws-lambda-powertools[all]==3.37.0';

/** Undefined when the name is no public layer's that is known here. */
export function layerRecipe(name: LayerVersionName): LayerRecipe | undefined {
  if (name.account !== '017000801446') return undefined;
  const third = /^AWSLambdaPowertoolsPythonV3-python3(\d{1,2})-(x86_64|arm64)$/.exec(name.layerName);
  if (third) {
    const python = `3.${third[1]}`;
    return {
      packages: [powertools3],
      python,
      architecture: third[2] === 'arm64' ? 'arm64' : 'x86_64',
      description: `Powertools for AWS Lambda (Python) V3, ${powertools3}`,
      compatibleRuntimes: [`python${python}`],
    };
  }
  const second = /^AWSLambdaPowertoolsPythonV2(-Arm64)?$/.exec(name.layerName);
  if (!second) return undefined;
  return {
    packages: [powertools2],
    // The last one that version 2 supports; its name tells none.
    python: '3.12',
    architecture: second[1] === undefined ? 'x86_64' : 'arm64',
    description: `Powertools for AWS Lambda (Python) V2, ${powertools2}`,
    compatibleRuntimes: ['python3.8', 'python3.9', 'python3.10', 'python3.11', 'python3.12'],
  };
}

export function createPublicLayers(code: CodeStore, cacheDir: string): PublicLayers {
  const known = new Map<string, StoredLayerVersion>();
  const preparing = new Map<string, Promise<void>>();

  async function add(name: LayerVersionName, recipe: LayerRecipe): Promise<void> {
    const zip = await buildPythonLayer(recipe, cacheDir).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new AwsError('ServiceException', `The layer ${layerVersionArn(name)} cannot be built here: ${why}`, 500);
    });
    const createdDate = (await stat(zip)).mtime.toISOString().replace('Z', '+0000');
    // Never released: a function may name the layer at any time, and there are few.
    const stored = await code.add(await readFile(zip));
    known.set(layerVersionArn(name), {
      layerName: name.layerName,
      version: name.version,
      description: recipe.description,
      licenseInfo: 'MIT-0',
      compatibleRuntimes: recipe.compatibleRuntimes,
      compatibleArchitectures: [recipe.architecture],
      createdDate,
      ...stored,
    });
  }

  return {
    async prepare(arns) {
      for (const arn of arns) {
        const name = parseLayerVersionArn(arn);
        const recipe = name && layerRecipe(name);
        if (!recipe || known.has(layerVersionArn(name))) continue;
        const running = preparing.get(arn) ?? add(name, recipe).finally(() => preparing.delete(arn));
        preparing.set(arn, running);
        await running;
      }
    },
    find: (name) => known.get(layerVersionArn(name)),
  };
}
