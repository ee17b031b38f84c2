/** `CodeUri`, `ContentUri`, `DefinitionUri`: where an artifact lies in S3. Who calls it: functions, layers and APIs. */
import { InvalidResource } from './errors.ts';
import { isMap } from './values.ts';

export interface S3Location {
  readonly Bucket: unknown;
  readonly Key: unknown;
  readonly Version?: unknown;
}

/** One that holds a slash, as AWS has it. */
const dynamicReference = /\{\{resolve:(ssm|ssm-secure|secretsmanager):[\w.-]*\/[\w.\-/]*(:\d+)?\}\}/;

/** @throws InvalidResource for a local path, which `sam package` or `sam deploy` would have replaced. */
export function s3Location(logicalId: string, property: string, value: unknown): S3Location {
  if (isMap(value)) {
    const { Bucket, Key, Version } = value;
    if (!Bucket || !Key)
      throw new InvalidResource(logicalId, `'${property}' requires Bucket and Key properties to be specified.`);
    return Version === undefined ? { Bucket, Key } : { Bucket, Key, Version };
  }
  if (typeof value !== 'string') throw new InvalidResource(logicalId, `'${property}' must be of type dict or string.`);
  if (dynamicReference.test(value))
    throw new InvalidResource(
      logicalId,
      `Unsupported dynamic reference detected in '${property}'. Please consider using alternative 'FunctionCode' object format.`,
    );
  const match = /^s3:\/\/([^/?#[\]]+)\/([^?#]+)(?:\?([^#]*))?$/.exec(value);
  if (!match)
    throw new InvalidResource(
      logicalId,
      `'${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`,
    );
  const [, bucket, key, query] = match;
  const version = new URLSearchParams(query).get('versionId');
  return version ? { Bucket: bucket, Key: key, Version: version } : { Bucket: bucket, Key: key };
}

/** In the words of Lambda's Code and Content. */
export function lambdaContent(location: S3Location): Record<string, unknown> {
  return {
    S3Bucket: location.Bucket,
    S3Key: location.Key,
    ...(location.Version === undefined ? {} : { S3ObjectVersion: location.Version }),
  };
}
