/**
 * Numbers that AWS's models call doubles: AWS writes them with a point (`10.0`) and in CBOR as floating point, so that typed clients
 * read floats. The SDK's schemas do not tell them from integers, hence this list of members, by service.
 *
 * Who calls it: schema.ts, which marks the shapes; json.ts and cbor.ts, which write them.
 */
import type { Shape } from './shape.ts';

const doubles: Readonly<Record<string, ReadonlySet<string>>> = {
  apigateway: new Set(['throttlingRateLimit', 'rateLimit']),
  apigatewayv2: new Set(['ThrottlingRateLimit']),
  cloudwatch: new Set(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum', 'ExtendedStatistics', 'Values']),
  logs: new Set(['defaultValue', 'recordsMatched', 'recordsScanned', 'bytesScanned']),
};

export const isDoubleMember = (service: string, member: string): boolean => doubles[service]?.has(member) ?? false;

/** The shape of such a member: a number, or a list or map of numbers, with its numbers marked. */
export function asDoubles(shape: Shape): Shape {
  if (shape.kind === 'number') return { ...shape, double: true };
  if (shape.kind === 'list') return { ...shape, member: { ...shape.member, shape: asDoubles(shape.member.shape) } };
  if (shape.kind === 'map') return { ...shape, value: { ...shape.value, shape: asDoubles(shape.value.shape) } };
  return shape;
}

const known = new WeakMap<Shape, boolean>();

/** Whether a value of the shape can hold doubles. */
export function holdsDoubles(shape: Shape): boolean {
  let holds = known.get(shape);
  if (holds === undefined) {
    holds = reachesDouble(shape, new Set());
    known.set(shape, holds);
  }
  return holds;
}

/** @param seen what was looked at on the way: shapes refer to themselves. */
function reachesDouble(shape: Shape, seen: Set<Shape>): boolean {
  if (seen.has(shape)) return false;
  seen.add(shape);
  switch (shape.kind) {
    case 'structure':
      return shape.members.some((member) => reachesDouble(member.shape, seen));
    case 'list':
      return reachesDouble(shape.member.shape, seen);
    case 'map':
      return reachesDouble(shape.value.shape, seen);
    default:
      return shape.kind === 'number' && shape.double === true;
  }
}

/** A number in a tree of JSON that is written with a point. */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What JSON.stringify writes, but for `Double`s. */
export function textWithDoubles(value: unknown): string {
  if (value instanceof Double) {
    const text = String(value.value);
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }
  if (Array.isArray(value)) return `[${value.map((entry) => textWithDoubles(entry ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{${entries.map(([name, entry]) => `${JSON.stringify(name)}:${textWithDoubles(entry)}`).join(',')}}`;
}
