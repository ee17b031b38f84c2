/**
 * The error of an attribute that a resource does not have: AWS names the place in the template.
 *
 * Who calls it: whatever evaluates a template against resources.
 */
import { validationError } from '../errors.ts';
import type { StoredStack } from '../store.ts';
import { splitAttribute } from '../template/short-forms.ts';
import { intrinsicOf, isObject } from '../template/template.ts';

export class UnknownAttribute extends Error {
  readonly logicalId: string;
  readonly attribute: string;

  constructor(logicalId: string, attribute: string) {
    super(`Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
    this.logicalId = logicalId;
    this.attribute = attribute;
  }
}

/** @param path of `value` in the template. @returns the cause itself when it is another one. */
export function explained(cause: unknown, stack: StoredStack, path: string, value: unknown): unknown {
  if (!(cause instanceof UnknownAttribute)) return cause;
  const type = stack.current.template.Resources[cause.logicalId]?.Type;
  if (type === 'AWS::CloudFormation::CustomResource' || type?.startsWith('Custom::'))
    return validationError(
      `CustomResource attribute error: Vendor response doesn't contain ${cause.attribute} attribute in object ${stack.stackId}|${cause.logicalId}`,
    );
  const place = placeOf(value, path, cause) ?? path;
  return validationError(`[Error] ${place}: Resource type ${type} does not support attribute {${cause.attribute}}`);
}

function placeOf(value: unknown, path: string, wanted: UnknownAttribute): string | undefined {
  if (Array.isArray(value)) return first(value.entries(), path, wanted);
  if (!isObject(value)) return undefined;
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Fn::GetAtt') {
    const [logicalId, ...rest] =
      typeof intrinsic.argument === 'string' ? splitAttribute(intrinsic.argument) : (intrinsic.argument as unknown[]);
    if (logicalId === wanted.logicalId && rest.join('.') === wanted.attribute) return `${path}/Fn::GetAtt`;
  }
  if (intrinsic?.name === 'Fn::Sub' && JSON.stringify(intrinsic.argument).includes(`{${wanted.logicalId}.${wanted.attribute}}`))
    return `${path}/Fn::Sub`;
  return first(Object.entries(value), path, wanted);
}

function first(
  entries: Iterable<readonly [string | number, unknown]>,
  path: string,
  wanted: UnknownAttribute,
): string | undefined {
  for (const [key, entry] of entries) {
    const place = placeOf(entry, `${path}/${key}`, wanted);
    if (place !== undefined) return place;
  }
  return undefined;
}
