/**
 * How events are tried again and where their results go, by function, version or alias (lambda/latest/dg/invocation-async-configuring.html).
 * What the five EventInvokeConfig operations have in common.
 */
import type { DestinationConfig, FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';
import { parseDestination } from './event-destination.ts';
import { findVersion } from './find-function.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import type { LambdaStore, StoredEventInvokeConfig } from './store.ts';

export interface EventInvokeInput {
  readonly FunctionName: string | undefined;
  readonly Qualifier?: string | undefined;
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
  readonly DestinationConfig?: DestinationConfig | undefined;
}

/** Whose configuration an operation speaks of. */
export interface ConfiguredFunction {
  readonly name: string;
  /** `$LATEST` when the call names none. */
  readonly qualifier: string;
  readonly id: string;
}

const shownArn =
  '$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)';
const arnPattern =
  /^$|^kafka:\/\/[^.][a-zA-Z0-9\-_.]{0,248}$|^arn:aws[a-zA-Z0-9-]*:[a-zA-Z0-9-]+:(?:(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d)?:(?:\d{12})?:.*$/;

/** @throws ValidationException for members out of their ranges, InvalidParameterValueException where nothing is set. */
export function constrainEventInvoke(input: EventInvokeInput): void {
  const { OnFailure, OnSuccess } = input.DestinationConfig ?? {};
  const constraints = new Constraints()
    .range('maximumRetryAttempts', input.MaximumRetryAttempts, 0, 2)
    .range('maximumEventAgeInSeconds', input.MaximumEventAgeInSeconds, 60, 21_600);
  const destinations = [
    ['destinationConfig.onFailure.destination', OnFailure?.Destination],
    ['destinationConfig.onSuccess.destination', OnSuccess?.Destination],
  ] as const;
  for (const [member, value] of destinations)
    constraints.length(member, value, 0, 350).pattern(member, value, arnPattern, shownArn);
  constraints.check();
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  if (MaximumRetryAttempts === undefined && MaximumEventAgeInSeconds === undefined && DestinationConfig === undefined)
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
}

/** For operations that only read: the function itself may be gone. */
export function nameConfigured(tenant: Tenant, text: string | undefined, qualifier: string | undefined): ConfiguredFunction {
  const named = parseFunctionName(tenant, text ?? '', qualifier);
  const found = named.qualifier ?? '$LATEST';
  return { name: named.name, qualifier: found, id: `${named.name}:${found}` };
}

/** For operations that write. @throws ResourceNotFoundException when there is no such function, version or alias. */
export function findConfigured(
  store: LambdaStore,
  tenant: Tenant,
  text: string | undefined,
  qualifier: string | undefined,
): ConfiguredFunction {
  const configured = nameConfigured(tenant, text, qualifier);
  try {
    findVersion(store, tenant, configured.name, configured.qualifier);
  } catch {
    throw resourceNotFound("The function doesn't exist.");
  }
  return configured;
}

/** @throws InvalidParameterValueException for a destination that is no resource of this server, or the function itself. */
export function checkDestinations(
  store: LambdaStore,
  tenant: Tenant,
  configured: ConfiguredFunction,
  config: DestinationConfig | undefined,
): void {
  const { OnFailure, OnSuccess } = config ?? {};
  const kinds = [
    ['OnSuccess', OnSuccess?.Destination],
    ['OnFailure', OnFailure?.Destination],
  ] as const;
  for (const [member, arn] of kinds) {
    if (arn === undefined || arn === '') continue;
    const destination = parseDestination(arn, member);
    if (destination === undefined) throw invalidParameter(`The provided destination config ${shown(config)} is invalid.`);
    if (destination.kind !== 'function') continue;
    if (destination.name === configured.name && destination.account === tenant.account && destination.region === tenant.region)
      throw invalidParameter("You can't specify the function as a destination for itself.");
    if (!store.functions.get(destination, destination.name)) throw invalidParameter(`The destination ARN ${arn} is invalid.`);
  }
}

/** As AWS prints it in its message. */
function shown(config: DestinationConfig | undefined): string {
  const part = (name: string, destination: string | undefined): string =>
    destination === undefined ? 'null' : `${name}(destination=${destination})`;
  const success = part('OnSuccess', config?.OnSuccess?.Destination);
  const failure = part('OnFailure', config?.OnFailure?.Destination);
  return `DestinationConfig(onSuccess=${success}, onFailure=${failure})`;
}

/** An empty text takes a destination away. */
export function destinationOf(given: { readonly Destination?: string | undefined } | undefined): string | undefined {
  return given?.Destination === '' ? undefined : given?.Destination;
}

export function noEventInvokeConfig(tenant: Tenant, { name, qualifier }: ConfiguredFunction): Error {
  return resourceNotFound(`The function ${functionArn(tenant, name, qualifier)} doesn't have an EventInvokeConfig`);
}

export function eventInvokeConfiguration(
  tenant: Tenant,
  { name, qualifier }: Pick<ConfiguredFunction, 'name' | 'qualifier'>,
  config: StoredEventInvokeConfig,
): FunctionEventInvokeConfig {
  return {
    LastModified: new Date(config.lastModified),
    FunctionArn: functionArn(tenant, name, qualifier),
    ...(config.maximumRetryAttempts !== undefined && { MaximumRetryAttempts: config.maximumRetryAttempts }),
    ...(config.maximumEventAge !== undefined && { MaximumEventAgeInSeconds: config.maximumEventAge }),
    DestinationConfig: {
      OnSuccess: config.onSuccess === undefined ? {} : { Destination: config.onSuccess },
      OnFailure: config.onFailure === undefined ? {} : { Destination: config.onFailure },
    },
  };
}
