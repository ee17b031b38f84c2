/** Filters of ListLayers and ListLayerVersions. */
import type { StoredLayerVersion } from '../store.ts';

/** A layer that names no runtimes or architectures is not listed when one is asked for, as on AWS. */
export function isCompatible(
  layer: StoredLayerVersion,
  asked: { readonly CompatibleRuntime?: string | undefined; readonly CompatibleArchitecture?: string | undefined },
): boolean {
  const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = asked;
  return (
    (runtime === undefined || layer.compatibleRuntimes?.includes(runtime) === true) &&
    (architecture === undefined || layer.compatibleArchitectures?.includes(architecture) === true)
  );
}
