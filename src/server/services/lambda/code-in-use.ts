/** Which stored zips something refers to: functions, versions, layers, and layers that were deleted while functions use them. */
import type { LambdaStore } from './store.ts';

export function codeInUse(store: LambdaStore): ReadonlySet<string> {
  const used = new Set<string>();
  const versions = [...store.functions.all().map(({ value }) => value.latest), ...store.versions.all().map(({ value }) => value)];
  for (const version of versions) {
    used.add(version.codeSha256);
    for (const layer of version.layers) used.add(layer.codeSha256);
  }
  for (const { value } of store.layerVersions.all()) used.add(value.codeSha256);
  return used;
}
