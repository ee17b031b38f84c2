/** Filters of ListLayers and ListLayerVersions. */
import { Constraints } from '../constraints.ts';
import { knownRuntimes } from '../runtime-identifiers.ts';
import type { StoredLayerVersion } from '../store.ts';

export interface CompatibleWith {
  readonly CompatibleRuntime?: string | undefined;
  readonly CompatibleArchitecture?: string | undefined;
}

/** @throws ValidationException */
export function constrainCompatible(asked: CompatibleWith): void {
  new Constraints()
    .oneOf('compatibleRuntime', asked.CompatibleRuntime, knownRuntimes)
    .oneOf('compatibleArchitecture', asked.CompatibleArchitecture, ['x86_64', 'arm64'])
    .check();
}

/** A layer that names no runtimes or architectures is not listed when one is asked for, as on AWS. */
export function isCompatible(layer: StoredLayerVersion, asked: CompatibleWith): boolean {
  const { CompatibleRuntime: runtime, CompatibleArchitecture: architecture } = asked;
  return (
    (runtime === undefined || layer.compatibleRuntimes?.includes(runtime) === true) &&
    (architecture === undefined || layer.compatibleArchitectures?.includes(architecture) === true)
  );
}
