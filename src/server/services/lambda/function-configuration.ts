/** From a stored version to AWS's FunctionConfiguration (Lambda API Reference, "FunctionConfiguration"). */
import { createHash } from 'node:crypto';
import type { Architecture, FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import { now, shownRevision, stateMembers } from './lifecycle.ts';
import type { StoredVersion } from './store.ts';

/**
 * @param qualifier what the ARN ends in: a version, an alias, `$LATEST`, or nothing.
 * @param detail lists leave out the state and the runtime's version, as AWS's do.
 */
export function functionConfiguration(
  version: StoredVersion,
  qualifier: string | undefined,
  detail: 'full' | 'listed' = 'full',
): FunctionConfiguration {
  return {
    FunctionName: version.functionName,
    FunctionArn: qualifier === undefined ? version.functionArn : `${version.functionArn}:${qualifier}`,
    Runtime: version.runtime as Runtime,
    Role: version.role,
    Handler: version.handler,
    CodeSize: version.codeSize,
    Description: version.description,
    Timeout: version.timeout,
    MemorySize: version.memorySize,
    LastModified: version.lastModified,
    CodeSha256: version.codeSha256,
    Version: version.version,
    ...(version.environment !== undefined && { Environment: { Variables: { ...version.environment } } }),
    ...(version.kmsKeyArn !== undefined && { KMSKeyArn: version.kmsKeyArn }),
    TracingConfig: { Mode: version.tracingMode },
    RevisionId: shownRevision(version, now()),
    ...(version.layers.length > 0 && {
      Layers: version.layers.map((layer) => ({ Arn: layer.arn, CodeSize: layer.codeSize })),
    }),
    ...(detail === 'full' && stateMembers(version, now())),
    PackageType: 'Zip',
    Architectures: version.architectures as Architecture[],
    EphemeralStorage: { Size: version.ephemeralStorage },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    ...(detail === 'full' && { RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(version) } }),
    LoggingConfig: version.loggingConfig as FunctionConfiguration['LoggingConfig'],
  };
}

/** AWS's hashes name builds of its runtimes; ours only has their form. */
export function runtimeVersionArn(version: StoredVersion): string {
  return `arn:aws:lambda:${version.region}::runtime:${createHash('sha256').update(version.runtime).digest('hex')}`;
}

/** `2026-01-01T00:00:00.000+0000`. */
export function lambdaTimestamp(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}
