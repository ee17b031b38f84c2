/**
 * Patch operations, as every Update operation of API Gateway takes them: JSON Patch, with texts for values.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import type { Violation } from '../constraints.ts';
import { notOneOf, refuseViolations } from '../constraints.ts';
import { errors } from '../errors.ts';

export interface Patch {
  readonly op: string;
  /** As given: `/binaryMediaTypes/image~1png`. */
  readonly path: string;
  /** Its parts, unescaped: `binaryMediaTypes`, `image/png`. */
  readonly parts: readonly string[];
  readonly value: string | undefined;
  readonly from: string | undefined;
}

const known = ['add', 'remove', 'move', 'test', 'replace', 'copy'];

/**
 * @param input AWS's name of the operation's input: `updateMethodInput`.
 * @throws ValidationException for an operation that JSON Patch does not have.
 */
export function readPatches(
  input: string,
  operations: readonly PatchOperation[] | undefined,
  others: readonly Violation[] = [],
): Patch[] {
  const given = operations ?? [];
  const wrong = given.flatMap(({ op }, at) =>
    op === undefined || known.includes(op) ? [] : [notOneOf(op, `${input}.patchOperations.${at + 1}.member.op`, known)],
  );
  refuseViolations([...wrong, ...others]);
  return given.map(({ op = 'replace', path = 'null', value, from }) => ({ op, path, parts: partsOf(path), value, from }));
}

const partsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** `true` and `false`; AWS takes all else, and nothing, for false. */
export const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';

/** Fields that can be replaced, each with what it makes of a record and a value. */
export type Replacements<Value> = Readonly<Record<string, (record: Value, value: string | undefined) => Value>>;

/**
 * Applies a patch to a record of which single fields can be replaced and nothing else.
 * @throws BadRequestException that names the paths there are.
 */
export function replaceField<Value>(fields: Replacements<Value>, record: Value, { op, path, value }: Patch): Value {
  if (op !== 'replace') throw errors.patchUnsupported(path, op);
  const replace = Object.hasOwn(fields, path) ? fields[path] : undefined;
  if (!replace) throw errors.patchPath(path, op, Object.keys(fields));
  return replace(record, value);
}

/** A map without one of its entries. */
export function without<Value>(map: Readonly<Record<string, Value>> | undefined, key: string): Record<string, Value> {
  const { [key]: _removed, ...others } = map ?? {};
  return others;
}
