/** A layer's version by name, of this account or a public one. */
import type { LambdaControl } from '../control.ts';
import type { LambdaStore, StoredLayerVersion } from '../store.ts';
import type { LayerVersionName } from './layer-arn.ts';

/**
 * A public one is found after `control.publicLayers.prepare`.
 * @param runtime of the function that has it.
 */
export function findLayerVersion(
  control: LambdaControl,
  name: LayerVersionName,
  runtime?: string,
): StoredLayerVersion | undefined {
  const own = control.store.layerVersions.get(name, layerVersionId(name.layerName, name.version));
  return own ?? control.publicLayers.find(name, runtime);
}

export function layerVersionId(layerName: string, version: number): string {
  return `${layerName}:${version}`;
}

/** Of one layer, newest first. */
export function versionsOfLayer(
  store: LambdaStore,
  tenant: { readonly account: string; readonly region: string },
  layerName: string,
): readonly StoredLayerVersion[] {
  return store.layerVersions
    .list(tenant, `${layerName}:`)
    .map(({ value }) => value)
    .sort((a, b) => b.version - a.version);
}
