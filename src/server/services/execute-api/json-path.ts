/**
 * JSONPath, as templates and parameter mappings ask for parts of a body: `$.a.b[0]`, `$['a']`, `$..name`, `$.list[*].id`, slices,
 * lists of names or indexes, and filters that compare.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
 */

type Selector = (value: unknown) => readonly unknown[];

interface Part {
  readonly select: Selector;
  /** Does it give one value at most? Then so does the path, and not a list. */
  readonly isSingle: boolean;
}

const kept = new Map<string, readonly Part[] | undefined>();

/** @returns undefined when the path finds nothing, or is none; a list when the path may find several. */
export function jsonPath(document: unknown, path: string): unknown {
  if (!kept.has(path)) {
    if (kept.size >= 500) kept.clear();
    kept.set(path, compile(path));
  }
  const parts = kept.get(path);
  if (!parts) return undefined;
  let found: readonly unknown[] = [document];
  for (const { select } of parts) found = found.flatMap((value) => [...select(value)]);
  return parts.every(({ isSingle }) => isSingle) ? found[0] : found;
}

const tokens = {
  deep: /\.\.(?=[[\w*])/y,
  star: /\.?\*|\[\s*\*\s*\]/y,
  name: /\.?([^\s.[\]()*?'",:]+)/y,
  quoted: /\[\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*)\s*\]/y,
  indexes: /\[\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\]/y,
  slice: /\[\s*(-?\d*)\s*:\s*(-?\d*)\s*(?::\s*(\d+)\s*)?\]/y,
  filter:
    /\[\s*\?\s*\(\s*@([^\s=!<>)&|]*)\s*(?:(==|!=|<=|>=|<|>)\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|null)\s*)?\)\s*\]/y,
} as const;

function compile(path: string): readonly Part[] | undefined {
  const text = path.trim().replace(/^\$/, '');
  const parts: Part[] = [];
  let at = 0;
  const take = (form: RegExp): RegExpExecArray | undefined => {
    form.lastIndex = at;
    const found = form.exec(text);
    if (found) at += found[0].length;
    return found ?? undefined;
  };
  while (at < text.length) {
    if (take(tokens.deep)) parts.push({ isSingle: false, select: descendants });
    const part = nextPart(take);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts;
}

function nextPart(take: (form: RegExp) => RegExpExecArray | undefined): Part | undefined {
  if (take(tokens.star)) return { isSingle: false, select: children };
  const quoted = take(tokens.quoted)?.[1];
  if (quoted !== undefined) {
    const names = (quoted.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g) ?? []).map(unquote);
    return { isSingle: names.length === 1, select: (value) => names.flatMap((key) => member(value, key)) };
  }
  const indexes = take(tokens.indexes)?.[1]?.split(',').map(Number);
  if (indexes) return { isSingle: indexes.length === 1, select: (value) => indexes.flatMap((index) => element(value, index)) };
  const slice = take(tokens.slice);
  if (slice) {
    const [, from = '', to = '', step = '1'] = slice;
    const end = to === '' ? undefined : Number(to);
    const every = Math.max(Number(step), 1);
    return {
      isSingle: false,
      select: (value) => (Array.isArray(value) ? value.slice(Number(from), end).filter((_, at) => at % every === 0) : []),
    };
  }
  const filter = take(tokens.filter);
  if (filter) return { isSingle: false, select: filterOf(filter) };
  const key = take(tokens.name)?.[1];
  return key === undefined ? undefined : { isSingle: true, select: (value) => member(value, key) };
}

function filterOf([, path = '', operator, literal]: RegExpExecArray): Selector {
  const wanted = literal === undefined ? undefined : /^['"]/.test(literal) ? unquote(literal) : (JSON.parse(literal) as unknown);
  return (value) =>
    children(value).filter((item) => {
      const found = jsonPath(item, `$${path}`);
      if (operator === undefined) return found !== undefined;
      return compare(operator, found, wanted);
    });
}

function compare(operator: string, found: unknown, wanted: unknown): boolean {
  if (operator === '==') return found === wanted;
  if (operator === '!=') return found !== wanted;
  if (typeof found !== typeof wanted || (typeof found !== 'number' && typeof found !== 'string')) return false;
  const left = found as number;
  const right = wanted as number;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

const unquote = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, '$1');

function member(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return key === 'length()' ? [value.length] : [];
  return Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : [];
}

function element(value: unknown, index: number): readonly unknown[] {
  if (!Array.isArray(value)) return [];
  const at = index < 0 ? value.length + index : index;
  return at >= 0 && at < value.length ? [value[at] as unknown] : [];
}

function children(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function descendants(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? [value, ...children(value).flatMap(descendants)] : [];
}
