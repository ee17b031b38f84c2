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
import { contentFor, type LayerRecipe, layerRecipe } from './layer-recipes.ts';

export interface PublicLayers {
  /**
   * Makes sure that `find` knows those of `arns` that are public layers; the first time, their packages are installed.
   * @param runtime of the function that will have them: compiled packages are chosen for it.
   * @throws ServiceException when they cannot be.
   */
  prepare(arns: readonly string[], runtime?: string): Promise<void>;
  find(name: LayerVersionName, runtime?: string): StoredLayerVersion | undefined;
}

export function createPublicLayers(code: CodeStore, cacheDir: string): PublicLayers {
  const known = new Map<string, StoredLayerVersion>();
  const preparing = new Map<string, Promise<void>>();

  async function add(name: LayerVersionName, recipe: LayerRecipe, runtime: string | undefined): Promise<void> {
    const zip = await buildLayer(contentFor(recipe, runtime), cacheDir).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new AwsError('ServiceException', `The layer ${layerVersionArn(name)} cannot be built here: ${why}`, 500);
    });
    const createdDate = (await stat(zip)).mtime.toISOString().replace('Z', '+0000');
    // Never released: a function may name the layer at any time, and there are few.
    const stored = await code.add(await readFile(zip));
    known.set(keyOf(name, recipe, runtime), {
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
    async prepare(arns, runtime) {
      for (const arn of arns) {
        const name = parseLayerVersionArn(arn);
        const recipe = name && layerRecipe(name);
        if (!recipe) continue;
        const key = keyOf(name, recipe, runtime);
        if (known.has(key)) continue;
        const running = preparing.get(key) ?? add(name, recipe, runtime).finally(() => preparing.delete(key));
        preparing.set(key, running);
        await running;
      }
    },
    find: (name, runtime) => {
      const recipe = layerRecipe(name);
      return recipe && known.get(keyOf(name, recipe, runtime));
    },
  };
}

function keyOf(name: LayerVersionName, recipe: LayerRecipe, runtime: string | undefined): string {
  const content = contentFor(recipe, runtime);
  return `${layerVersionArn(name)} ${content.kind === 'python' ? content.python : ''}`;
}
