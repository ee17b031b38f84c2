/**
 * The methods that templates call on texts, lists, maps and numbers: those of Java's classes that make sense there.
 * https://velocity.apache.org/engine/1.7/user-guide.html#methods
 *
 * Who calls it: evaluate.ts. A method that is not here gives nothing, as an unknown reference does.
 */
import { type RegexOutcome, replaceMatches, splitAt, wholeMatch } from '../bounded-regex.ts';
import { ExactNumber, stringifyExactly } from '../exact-json.ts';
import { TemplateError } from './nodes.ts';
import { HostObject, isMap, ownValue, setOwn, textOf, type VelocityMap } from './values.ts';

type Method<Self> = (self: Self, ...values: readonly unknown[]) => unknown;

/** The longest text that one call may make. */
export const longestText = 10_000_000;

function outcome<Value>(result: RegexOutcome<Value>): Value {
  if ('failure' in result) throw new TemplateError(result.failure);
  return result.value;
}

const count = (value: unknown): number => Math.trunc(Number(value)) || 0;
const same = (a: unknown, b: unknown): boolean => a === b || stringifyExactly(a) === stringifyExactly(b);

const ofTexts: Readonly<Record<string, Method<string>>> = {
  length: (text) => text.length,
  isEmpty: (text) => text === '',
  trim: (text) => text.trim(),
  toString: (text: string) => text,
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  concat: (text, other) => text + textOf(other),
  contains: (text, part) => text.includes(textOf(part)),
  startsWith: (text, part) => text.startsWith(textOf(part)),
  endsWith: (text, part) => text.endsWith(textOf(part)),
  indexOf: (text, part, from) => text.indexOf(textOf(part), count(from)),
  lastIndexOf: (text, part) => text.lastIndexOf(textOf(part)),
  charAt: (text, at) => text.charAt(count(at)),
  substring: (text, from, to) => text.slice(count(from), to === undefined ? undefined : count(to)),
  equals: (text, other) => text === other,
  equalsIgnoreCase: (text, other) => text.toLowerCase() === textOf(other).toLowerCase(),
  compareTo: (text, other) => (text < textOf(other) ? -1 : text > textOf(other) ? 1 : 0),
  hashCode: (text) => [...text].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 0),
  replace: (text, from, to) => text.replaceAll(textOf(from), () => textOf(to)),
  matches: (text, pattern) => outcome(wholeMatch(textOf(pattern), text)),
  replaceAll: (text, pattern, to) => outcome(replaceMatches(textOf(pattern), text, textOf(to), true)),
  replaceFirst: (text, pattern, to) => outcome(replaceMatches(textOf(pattern), text, textOf(to), false)),
  split: (text, pattern) => outcome(splitAt(textOf(pattern), text)),
};

const ofLists: Readonly<Record<string, Method<unknown[]>>> = {
  size: (list) => list.length,
  isEmpty: (list) => list.length === 0,
  get: (list, at) => list[count(at)],
  contains: (list, value) => list.some((item) => same(item, value)),
  containsAll: (list, values) => Array.isArray(values) && values.every((value) => list.some((item) => same(item, value))),
  indexOf: (list, value) => list.findIndex((item) => same(item, value)),
  subList: (list, from, to) => list.slice(count(from), count(to)),
  toString: (list: unknown[]) => textOf(list),
  equals: (list, other) => same(list, other),
  add(list, first, second) {
    if (second === undefined) list.push(first);
    else list.splice(count(first), 0, second);
    return true;
  },
  addAll(list, values) {
    if (!Array.isArray(values)) return false;
    list.push(...(values as unknown[]));
    return values.length > 0;
  },
  set(list, at, value) {
    const old = list[count(at)];
    if (count(at) < list.length) list[count(at)] = value;
    return old;
  },
  remove(list, given) {
    const at = typeof given === 'number' ? given : list.findIndex((item) => same(item, given));
    return at < 0 ? false : list.splice(at, 1)[0];
  },
  clear: (list) => void list.splice(0),
};

const ofMaps: Readonly<Record<string, Method<VelocityMap>>> = {
  size: (map) => Object.keys(map).length,
  isEmpty: (map) => Object.keys(map).length === 0,
  get: (map, key) => ownValue(map, textOf(key)),
  getOrDefault: (map, key, other) => ownValue(map, textOf(key)) ?? other,
  containsKey: (map, key) => Object.hasOwn(map, textOf(key)),
  containsValue: (map, value) => Object.values(map).some((entry) => same(entry, value)),
  keySet: (map) => Object.keys(map),
  values: (map) => Object.values(map),
  entrySet: (map) => Object.entries(map).map(([key, value]) => ({ key, value })),
  getKey: (entry) => ownValue(entry, 'key'),
  getValue: (entry) => ownValue(entry, 'value'),
  toString: (map: VelocityMap) => textOf(map),
  equals: (map, other) => same(map, other),
  put(map, key, value) {
    const old = ownValue(map, textOf(key));
    setOwn(map, textOf(key), value);
    return old;
  },
  putAll(map, other) {
    if (isMap(other)) for (const [key, value] of Object.entries(other)) setOwn(map, key, value);
  },
  remove(map, key) {
    const old = ownValue(map, textOf(key));
    delete map[textOf(key)];
    return old;
  },
  clear(map) {
    for (const key of Object.keys(map)) delete map[key];
  },
};

const ofNumbers: Readonly<Record<string, Method<number>>> = {
  toString: (number: number) => String(number),
  intValue: (number) => Math.trunc(number),
  longValue: (number) => Math.trunc(number),
  doubleValue: (number) => number,
  floatValue: (number) => number,
  equals: (number, other) => number === other,
  compareTo: (number, other) => Math.sign(number - Number(other)),
  // Templates reach Java's static parsers through any number: `$n.parseInt("1")`.
  parseInt: (_number, text) => count(text),
  parseDouble: (_number, text) => Number(text),
};

const ofBooleans: Readonly<Record<string, Method<boolean>>> = {
  toString: (value: boolean) => String(value),
  equals: (value, other) => value === other,
  booleanValue: (value) => value,
};

/** @returns undefined for a method that the value does not have. @throws TemplateError for a pattern that cannot be run. */
export function callMethod(self: unknown, name: string, values: readonly unknown[]): unknown {
  const result = dispatch(self, name, values);
  if (typeof result === 'string' && result.length > longestText) throw new TemplateError(`${name} makes too long a text`);
  return result;
}

function dispatch(self: unknown, name: string, values: readonly unknown[]): unknown {
  if (self instanceof HostObject) return own(self.methods, name)?.(...values);
  if (typeof self === 'string') return own(ofTexts, name)?.(self, ...values);
  if (self instanceof ExactNumber) return name === 'toString' ? self.text : own(ofNumbers, name)?.(Number(self), ...values);
  if (typeof self === 'number') return own(ofNumbers, name)?.(self, ...values);
  if (typeof self === 'boolean') return own(ofBooleans, name)?.(self, ...values);
  if (Array.isArray(self)) return own(ofLists, name)?.(self as unknown[], ...values);
  return isMap(self) ? own(ofMaps, name)?.(self, ...values) : undefined;
}

const own = <Found>(table: Readonly<Record<string, Found>>, name: string): Found | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
