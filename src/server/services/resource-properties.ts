/**
 * Reads properties of CloudFormation resources, and calls a service's own operations for them.
 *
 * Who calls it: the providers in `services/<id>/resources/`.
 */
import { randomBytes } from 'node:crypto';
import { AwsError } from '../wire/aws-error.ts';
import type { ResourceRequest, Tenant } from './ports.ts';
import { callAsAccount, type Service } from './service.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** Calls an operation of one service as the account itself. @throws what the operation throws. */
export type Ask = <Output = unknown>(
  request: Pick<ResourceRequest, 'tenant' | 'signal'>,
  operation: string,
  input: Properties,
) => Promise<Output>;

export function asking(service: Service): Ask {
  return ({ tenant: { account, region }, signal }, operation, input) =>
    callAsAccount(service, withoutUndefined(input), { service: service.id, operation, account, region, signal });
}

const withoutUndefined = (input: Properties): Properties =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

/** Does nothing when what is to be deleted is gone. @throws every other error. */
export async function unlessGone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (cause) {
    if (!(cause instanceof AwsError) || !/NotFound|NoSuchEntity/.test(cause.code)) throw cause;
  }
}

/** Undefined when what is asked for is not there. @throws every other error. */
export async function unlessMissing<Found>(question: Promise<Found>): Promise<Found | undefined> {
  try {
    return await question;
  } catch (cause) {
    if (!(cause instanceof AwsError) || !/NotFound|NoSuchEntity/.test(cause.code)) throw cause;
    return undefined;
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** `STACK-LogicalId-XXXXXXXXXXXX`, shortened as CloudFormation does: the random end stays. */
export function physicalName(request: Pick<ResourceRequest, 'stackName' | 'logicalId'>, longest: number): string {
  const end = [...randomBytes(12)].map((byte) => letters[byte % letters.length]).join('');
  const room = longest - end.length - 2;
  const { stackName, logicalId } = request;
  const stack = stackName.slice(0, Math.max(room - logicalId.length, Math.floor(room / 2)));
  return `${stack}-${logicalId.slice(0, room - stack.length)}-${end}`;
}

/** Templates hold texts, numbers and booleans in any mixture. */
export const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** @throws ValidationError for what is no number. */
export function numberOf(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) throw new AwsError('ValidationError', `Property ${name} must be a number, not ${String(value)}.`);
  return number;
}

/** @throws ValidationError for what is neither true nor false. */
export function booleanOf(name: string, value: unknown): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new AwsError('ValidationError', `Property ${name} must be true or false, not ${String(value)}.`);
}

/** @throws ValidationError for what is no list; a single text is a list of one. */
export function listOf(name: string, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [value];
  throw new AwsError('ValidationError', `Value of property ${name} must be of type List of String`);
}

export const textsOf = (name: string, value: unknown): string[] => listOf(name, value).map((entry) => textOf(entry) ?? '');

/** @throws ValidationError for what is no object. */
export function mapOf(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new AwsError('ValidationError', `Value of property ${name} must be an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** Refuses members of a nested property that would be lost. @throws ValidationError that names them. */
export function onlyMembers(name: string, value: Properties, known: readonly string[]): void {
  const unknown = Object.keys(value).filter((member) => !known.includes(member));
  if (unknown.length > 0) {
    throw new AwsError(
      'ValidationError',
      `Encountered unsupported property ${unknown.map((member) => `${name}/${member}`).join(', ')}`,
    );
  }
}

/** Tags of the resource over those of its stack; as a list or, from SAM, as a map. */
export function tagsOf(request: ResourceRequest, property = 'Tags'): Record<string, string> {
  const own = request.properties[property];
  const pairs = Array.isArray(own)
    ? own.map((tag) => [textOf(mapOf(property, tag)['Key']) ?? '', textOf(mapOf(property, tag)['Value']) ?? ''])
    : Object.entries(mapOf(property, own)).map(([key, value]) => [key, textOf(value) ?? '']);
  return { ...request.tags, ...Object.fromEntries(pairs) };
}

export const tagPairs = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** A resource that cannot be changed but only replaced: all its properties are create-only. */
export const neverUpdated = (type: string) => async (): Promise<never> => {
  throw new Error(`${type} is replaced, never updated.`);
};

export const scopeOf = (tenant: Tenant): string => `${tenant.region}:${tenant.account}`;
