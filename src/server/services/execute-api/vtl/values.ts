/**
 * The values of mapping templates, and how they become text. They are JSON's, and host objects such as `$input` and `$util`.
 */

import { ExactNumber, stringifyExactly } from '../exact-json.ts';

/** An object whose methods a template may call; nothing else of it can be seen. */
export class HostObject {
  readonly methods: Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;

  constructor(
    methods: Readonly<Record<string, (...values: readonly unknown[]) => unknown>>,
    properties: Readonly<Record<string, unknown>> = {},
  ) {
    this.methods = methods;
    this.properties = properties;
  }
}

/** A map that was read from JSON: lists in it are printed as JSON. */
export type VelocityMap = Record<string, unknown>;

export function isMap(value: unknown): value is VelocityMap {
  if (value instanceof HostObject || value instanceof ExactNumber) return false;
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only what an object itself holds: nothing that it inherits can be reached. */
export const ownValue = (map: Readonly<VelocityMap>, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);

/** Also for keys such as `__proto__`. */
export function setOwn(map: VelocityMap, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Java prints maps as `{a=1, b=2}`. Lists print as JSON in API Gateway, also inside maps. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return stringifyExactly(value);
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}=${entry === null ? 'null' : textOf(entry)}`);
    return `{${entries.join(', ')}}`;
  }
  return value instanceof HostObject ? '' : String(value);
}
