/**
 * Values of Logs Insights: how they are compared, calculated with and shown.
 *
 * Fields have no declared types: text that looks like a number is one when it meets a number. What is missing is `undefined`.
 */
export class Timestamp {
  /** Epoch milliseconds. */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

export type Value = string | number | boolean | Timestamp | readonly unknown[] | Readonly<Record<string, unknown>> | undefined;

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Undefined for what is no number. True is 1, a time its epoch milliseconds. */
export function numberOf(value: Value): number | undefined {
  switch (typeof value) {
    case 'number':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'string': {
      const text = value.trim();
      return numeral.test(text) ? Number(text) : undefined;
    }
    default:
      return value instanceof Timestamp ? value.ms : undefined;
  }
}

export function textOf(value: Value): string | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'string':
      return value;
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? '1' : '0';
    default:
      return value instanceof Timestamp ? timeText(value.ms) : JSON.stringify(value);
  }
}

/** As a result shows it: what was calculated has four digits behind the point at most. */
export function shownText(value: Value, calculated: boolean): string | undefined {
  if (calculated && typeof value === 'number' && !Number.isInteger(value)) return numberText(Number(value.toFixed(4)));
  return textOf(value);
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e21) return BigInt(value).toString();
  return Object.is(value, -0) ? '0' : String(value);
}

/** `2026-01-31 23:59:59.999`. */
export function timeText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString().replace('T', ' ').replace('Z', '');
}

export function truthy(value: Value): boolean {
  if (typeof value === 'string') return value !== '' && value !== '0' && value.toLowerCase() !== 'false';
  return value !== undefined && value !== 0 && value !== false;
}

/** Undefined when one of them is missing. Numbers by size, everything else by its characters. */
export function compareValues(left: Value, right: Value): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [textOf(left) ?? '', textOf(right) ?? ''];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Two texts are equal only character by character: `01` is not `1`. */
export function equalValues(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (typeof left === 'boolean' && typeof right === 'string' && /^(?:true|false)$/i.test(right))
    return left === (right.toLowerCase() === 'true');
  if (typeof right === 'boolean' && typeof left === 'string') return equalValues(right, left);
  return compareValues(left, right) === 0;
}

/** For sorting: numbers before texts, what is missing last. */
export function orderValues(left: Value, right: Value): number {
  if (left === undefined || right === undefined) return (left === undefined ? 1 : 0) - (right === undefined ? 1 : 0);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  if (a !== undefined || b !== undefined) return a !== undefined ? -1 : 1;
  return compareValues(left, right) ?? 0;
}
