/** What a value should be, in the words of AWS's translator. Who calls it: every part of `Auth`. */
import { InvalidResource } from './errors.ts';
import { type Fields, isMap } from './values.ts';

const wrong = (logicalId: string, property: string, kind: string) =>
  new InvalidResource(logicalId, `Property '${property}' should be a ${kind}.`);

/** @throws InvalidResource "Property 'X' should be a map." */
export function expectMap(logicalId: string, property: string, value: unknown): Fields {
  if (!isMap(value)) throw wrong(logicalId, property, 'map');
  return value;
}

export function expectList(logicalId: string, property: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(logicalId, property, 'list');
  return value;
}

export function expectBoolean(logicalId: string, property: string, value: unknown): void {
  if (typeof value !== 'boolean') throw wrong(logicalId, property, 'boolean');
}
