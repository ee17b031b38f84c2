/**
 * The one place where layers that AWS and vendors publish become code on this machine: an ARN of theirs stands for a recipe
 * (layer-recipes.ts), which is built once into the cache directory. Another vendor's ARN is answered like any that does not exist.
 * Called by the operations that name layers.
 */
import { readFile, stat } from 'node:fs/promises';
import { AwsError } from '../../../wire/aws-error.ts';
import type { CodeStore } from '../code/code-store.ts';
import type { StoredLayerVersion } from '../store.ts';
import { buildLayer } from './build-layer.ts';
import { type LayerVersionName, layerVersionArn, parseLayerVersionArn } from './layer-arn.ts';
import { type LayerRecipe, layerRecipe } from './layer-recipes.ts';

export interface PublicLayers {
  /**
   * Makes sure that `find` knows those of `arns` that are public layers; the first time, their packages are installed.
   * @throws ServiceException when they cannot be.
   */
  prepare(arns: readonly string[]): Promise<void>;
  find(name: LayerVersionName): StoredLayerVersion | undefined;
}

export function createPublicLayers(code: CodeStore, cacheDir: string): PublicLayers {
  const known = new Map<string, StoredLayerVersion>();
  const preparing = new Map<string, Promise<void>>();

  async function add(name: LayerVersionName, recipe: LayerRecipe): Promise<void> {
    const zip = await buildLayer(recipe.content, cacheDir).catch((error: unknown) => {
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
      licenseInfo: recipe.license,
      compatibleRuntimes: recipe.compatibleRuntimes,
      compatibleArchitectures: recipe.architectures,
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
