/** What the control plane keeps of functions, versions, aliases, resource policies and layers, by account and region. */
import type { RecursiveLoop } from '@aws-sdk/client-lambda';
import type { Collection, ControlPlane } from '../../store/ports.ts';
import { type FunctionUrlOwner, openFunctionUrlStore, type StoredFunctionUrl } from '../function-url.ts';
import type { FunctionVersion } from './function.ts';

/** A version as it is stored: with the settings that only the control plane answers with. */
export interface StoredVersion extends FunctionVersion {
  /**
   * Until when (epoch milliseconds) the version is `Pending` or its update `InProgress`. The state is worked out when it is read,
   * so that no timer has to survive a restart. `state` and `lastUpdateStatus` hold what comes after.
   */
  readonly settlesAt: number;
  readonly settling: 'create' | 'update';
  /**
   * What clients see as RevisionId once the change has settled; publishing `$LATEST` gives it a new one. `revisionId`, which they see
   * until then, stays as long as code and settings do: environments go by it. Absent: the same.
   */
  readonly settledRevisionId?: string | undefined;
  /** Of a published version: the description that `$LATEST` had. A new one makes a new version. */
  readonly latestDescription?: string | undefined;
  readonly kmsKeyArn: string | undefined;
  /** Bytes of the function's files, and of all its layers' files. */
  readonly unzippedSize: number;
  readonly layersUnzippedSize: number;
}

/** One per function: what belongs to the function and not to a version. */
export interface StoredFunction {
  readonly latest: StoredVersion;
  readonly reservedConcurrency: number | undefined;
  /** What is done about a function that invokes itself without end: shown, and nothing done. Absent: `Terminate`. */
  readonly recursiveLoop?: RecursiveLoop | undefined;
}

export interface StoredAlias {
  readonly functionName: string;
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  /** At most one further version with the share (0 to 1) of invocations that it gets. */
  readonly additionalVersionWeights: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

/** The resource policy of a function, version or alias. */
export interface StoredPolicy {
  readonly statements: readonly PolicyStatement[];
  readonly revisionId: string;
}

/** As AWS prints it; keys in AWS's order. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly Service: string } | { readonly AWS: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

/** How events are tried again, and where their results go. By function, version or alias. */
export interface StoredEventInvokeConfig {
  /** Epoch milliseconds. */
  readonly lastModified: number;
  readonly maximumRetryAttempts: number | undefined;
  /** Seconds. */
  readonly maximumEventAge: number | undefined;
  /** ARNs. */
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
}

export interface StoredLayerVersion {
  readonly layerName: string;
  readonly version: number;
  readonly description: string;
  readonly licenseInfo: string | undefined;
  readonly compatibleRuntimes: readonly string[] | undefined;
  readonly compatibleArchitectures: readonly string[] | undefined;
  readonly createdDate: string;
  readonly codeSha256: string;
  readonly codeSize: number;
  readonly unzippedSize: number;
}

export interface LambdaStore {
  readonly controlPlane: ControlPlane;
  /** By name. */
  readonly functions: Collection<StoredFunction>;
  /** By `NAME:NUMBER`. */
  readonly versions: Collection<StoredVersion>;
  /** The last version number that was given out, by name; outlives the function, since numbers are never reused. */
  readonly versionCounters: Collection<number>;
  /** By `NAME:ALIAS`. */
  readonly aliases: Collection<StoredAlias>;
  /** By `NAME` or `NAME:QUALIFIER`. */
  readonly policies: Collection<StoredPolicy>;
  /** By `NAME:QUALIFIER`, `$LATEST` for the function itself. */
  readonly eventInvokeConfigs: Collection<StoredEventInvokeConfig>;
  /** By `NAME` or `NAME:ALIAS`. */
  readonly urls: Collection<StoredFunctionUrl>;
  /** By URL id. */
  readonly urlOwners: Collection<FunctionUrlOwner>;
  /** By `NAME:NUMBER`. */
  readonly layerVersions: Collection<StoredLayerVersion>;
  /** Resource policies of layer versions, by `NAME:NUMBER`. */
  readonly layerPolicies: Collection<StoredPolicy>;
  /** The last version number that was given out, by layer name. */
  readonly layerCounters: Collection<number>;
}

export function openLambdaStore(controlPlane: ControlPlane): LambdaStore {
  const { urls, owners: urlOwners } = openFunctionUrlStore(controlPlane);
  return {
    controlPlane,
    urls,
    urlOwners,
    functions: controlPlane.collection<StoredFunction>('lambda.function'),
    versions: controlPlane.collection<StoredVersion>('lambda.version'),
    versionCounters: controlPlane.collection<number>('lambda.version-counter'),
    aliases: controlPlane.collection<StoredAlias>('lambda.alias'),
    policies: controlPlane.collection<StoredPolicy>('lambda.policy'),
    eventInvokeConfigs: controlPlane.collection<StoredEventInvokeConfig>('lambda.event-invoke-config'),
    layerVersions: controlPlane.collection<StoredLayerVersion>('lambda.layer-version'),
    layerPolicies: controlPlane.collection<StoredPolicy>('lambda.layer-policy'),
    layerCounters: controlPlane.collection<number>('lambda.layer-counter'),
  };
}
