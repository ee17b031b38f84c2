/**
 * The settings that CreateFunction and UpdateFunctionConfiguration have in common: checked, with AWS's defaults (Lambda API
 * Reference, "CreateFunction").
 */
import type { CreateFunctionRequest } from '@aws-sdk/client-lambda';
import type { Constraints } from './constraints.ts';
import { constrainVariables } from './environment-variables.ts';
import { invalidParameter } from './errors.ts';
import { constrainLayers } from './layers/attach.ts';
import type { StoredVersion } from './store.ts';

type SharedMember =
  | 'Role'
  | 'Handler'
  | 'Description'
  | 'Timeout'
  | 'MemorySize'
  | 'Environment'
  | 'Runtime'
  | 'EphemeralStorage'
  | 'TracingConfig'
  | 'LoggingConfig'
  | 'Layers'
  | 'VpcConfig'
  | 'DeadLetterConfig'
  | 'FileSystemConfigs'
  | 'ImageConfig'
  | 'SnapStart'
  | 'KMSKeyArn'
  | 'CodeSigningConfigArn'
  | 'TenancyConfig'
  | 'CapacityProviderConfig'
  | 'DurableConfig'
  | 'PublishTo';

export type SettingsInput = { readonly [Member in SharedMember]?: CreateFunctionRequest[Member] | undefined };

export function constrainSettings(constraints: Constraints, input: SettingsInput): void {
  constraints
    .pattern(
      'role',
      input.Role,
      /^arn:aws[a-zA-Z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/,
      'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    )
    .length('handler', input.Handler, 0, 128)
    .pattern('handler', input.Handler, /^\S+$/, '[^\\s]+')
    .length('description', input.Description, 0, 256)
    .range('timeout', input.Timeout, 1, 900)
    .range('memorySize', input.MemorySize, 128, 10_240)
    .range('ephemeralStorage.size', input.EphemeralStorage?.Size, 512, 10_240)
    .oneOf('tracingConfig.mode', input.TracingConfig?.Mode, ['Active', 'PassThrough'])
    .oneOf('snapStart.applyOn', input.SnapStart?.ApplyOn, ['PublishedVersions', 'None'])
    .oneOf('loggingConfig.logFormat', input.LoggingConfig?.LogFormat, ['JSON', 'Text'])
    .oneOf('loggingConfig.applicationLogLevel', input.LoggingConfig?.ApplicationLogLevel, [
      'TRACE',
      'DEBUG',
      'INFO',
      'WARN',
      'ERROR',
      'FATAL',
    ])
    .oneOf('loggingConfig.systemLogLevel', input.LoggingConfig?.SystemLogLevel, ['DEBUG', 'INFO', 'WARN'])
    .length('loggingConfig.logGroup', input.LoggingConfig?.LogGroup, 1, 512)
    .pattern('loggingConfig.logGroup', input.LoggingConfig?.LogGroup, /^[.\-_/#A-Za-z0-9]+$/, '[\\.\\-_/#A-Za-z0-9]+');
  constrainVariables(constraints, input.Environment?.Variables);
  constrainLayers(constraints, input.Layers);
}

/** Exactly one of the two. */
export function constrainArchitectures(constraints: Constraints, architectures: readonly string[] | undefined): void {
  if (architectures === undefined) return;
  const shown = `[${architectures.join(', ')}]`;
  if (architectures.length > 1) {
    constraints.violated('architectures', shown, 'Member must have length less than or equal to 1');
  }
  if (architectures.length === 0) {
    constraints.violated('architectures', shown, 'Member must have length greater than or equal to 1');
  }
  constrainArchitectureNames(constraints, 'architectures', architectures);
}

/** In the words of AWS, which prints lists as `[a, b]`. */
export function constrainArchitectureNames(constraints: Constraints, member: string, names: readonly string[] | undefined): void {
  if (names === undefined || names.every((name) => name === 'x86_64' || name === 'arm64')) return;
  const rule = 'Member must satisfy enum value set: [x86_64, arm64], Member must not be null';
  constraints.violated(member, `[${names.join(', ')}]`, `Member must satisfy constraint: [${rule}]`);
}

/** What a function would silently lack here is refused, by name. */
export function refuseUnsupported(input: SettingsInput): void {
  const refused = [
    (input.FileSystemConfigs ?? []).length > 0 && 'FileSystemConfigs',
    (input.VpcConfig?.SubnetIds ?? []).length > 0 && 'VpcConfig',
    (input.DeadLetterConfig?.TargetArn ?? '') !== '' && 'DeadLetterConfig',
    input.SnapStart?.ApplyOn === 'PublishedVersions' && 'SnapStart',
    input.ImageConfig !== undefined && Object.keys(input.ImageConfig).length > 0 && 'ImageConfig',
    input.CodeSigningConfigArn !== undefined && 'CodeSigningConfigArn',
    input.TenancyConfig !== undefined && 'TenancyConfig',
    input.CapacityProviderConfig !== undefined && 'CapacityProviderConfig',
    input.DurableConfig !== undefined && 'DurableConfig',
    input.PublishTo !== undefined && 'PublishTo',
  ].filter((name) => name !== false);
  if (refused.length > 0) {
    throw invalidParameter(`Radiograph does not emulate ${refused.join(', ')}. Remove it from the request to go on without.`);
  }
}

/** @param before the function's setting so far, for updates: members that are not given stay. */
export function loggingConfig(
  input: CreateFunctionRequest['LoggingConfig'],
  functionName: string,
  before: StoredVersion['loggingConfig'] | undefined,
): StoredVersion['loggingConfig'] {
  const format = input?.LogFormat ?? before?.LogFormat ?? 'Text';
  const logGroup = input?.LogGroup ?? before?.LogGroup ?? `/aws/lambda/${functionName}`;
  if (format === 'Text') {
    if (input?.ApplicationLogLevel !== undefined || input?.SystemLogLevel !== undefined) {
      throw invalidParameter(
        'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
      );
    }
    return { LogFormat: 'Text', LogGroup: logGroup };
  }
  return {
    LogFormat: 'JSON',
    ApplicationLogLevel: input?.ApplicationLogLevel ?? before?.ApplicationLogLevel ?? 'INFO',
    SystemLogLevel: input?.SystemLogLevel ?? before?.SystemLogLevel ?? 'INFO',
    LogGroup: logGroup,
  };
}
