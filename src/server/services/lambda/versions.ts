/** Making and comparing versions of a function (Lambda developer guide, "Lambda function versions"). */
import { randomUUID } from 'node:crypto';
import type { Tenant } from '../ports.ts';
import { publishedVersions } from './find-function.ts';
import { lambdaTimestamp } from './function-configuration.ts';
import { isSettling, now, settlingTime } from './lifecycle.ts';
import type { LambdaStore, StoredVersion } from './store.ts';

/** What every write of a version changes. */
export function written(
  settling: 'create' | 'update',
): Pick<
  StoredVersion,
  'revisionId' | 'settledRevisionId' | 'lastModified' | 'settlesAt' | 'settling' | 'state' | 'lastUpdateStatus'
> {
  const at = now();
  return {
    revisionId: randomUUID(),
    settledRevisionId: randomUUID(),
    lastModified: lambdaTimestamp(at),
    settlesAt: at + settlingTime,
    settling,
    state: 'Active',
    lastUpdateStatus: 'Successful',
  };
}

/**
 * Freezes `$LATEST` as a numbered version: code, settings and tracing mode. When nothing changed since the last one, that one is
 * the answer, whatever the new description. A new version gives the stored `$LATEST` a new RevisionId.
 */
export function publish(
  store: LambdaStore,
  tenant: Tenant,
  latest: StoredVersion,
  description: string | undefined,
): StoredVersion {
  const last = publishedVersions(store, tenant, latest.functionName).at(-1);
  if (last && contentOf(last) === contentOf(latest)) return last;
  const number = (store.versionCounters.get(tenant, latest.functionName) ?? 0) + 1;
  const version: StoredVersion = {
    ...latest,
    version: String(number),
    description: description ?? latest.description,
    latestDescription: latest.description,
    // A version of a function that is being updated is itself being created.
    settling: 'create',
    revisionId: randomUUID(),
    settledRevisionId: isSettling(latest, now()) ? randomUUID() : undefined,
  };
  const found = store.functions.get(tenant, latest.functionName);
  if (found) {
    const renewed = { ...found.latest, settledRevisionId: randomUUID() };
    store.functions.put(tenant, latest.functionName, { ...found, latest: renewed });
  }
  store.versionCounters.put(tenant, latest.functionName, number);
  store.versions.put(tenant, `${latest.functionName}:${number}`, version);
  return version;
}

/** Everything that an invocation or a reader would notice, as text to compare. */
function contentOf(version: StoredVersion): string {
  return JSON.stringify([
    version.latestDescription ?? version.description,
    version.codeSha256,
    version.runtime,
    version.handler,
    version.role,
    version.timeout,
    version.memorySize,
    version.ephemeralStorage,
    Object.entries(version.environment ?? {}).sort(),
    version.architectures,
    version.tracingMode,
    version.layers.map((layer) => layer.arn),
    version.loggingConfig.LogFormat,
    version.loggingConfig.LogGroup,
    version.loggingConfig.ApplicationLogLevel,
    version.loggingConfig.SystemLogLevel,
    version.kmsKeyArn,
  ]);
}
