/** A layer's version by name, of this account or a public one. */
import type { LambdaStore, StoredLayerVersion } from '../store.ts';
import type { LayerVersionName } from './layer-arn.ts';
import { findPublicLayer } from './public-layers.ts';

export function findLayerVersion(store: LambdaStore, name: LayerVersionName): StoredLayerVersion | undefined {
  return store.layerVersions.get(name, layerVersionId(name.layerName, name.version)) ?? findPublicLayer(name);
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
