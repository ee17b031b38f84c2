/**
 * The JSON in a log event: the whole message, or the first `{…}` in it, as Logs Insights discovers fields in what functions print.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export type Json = Readonly<Record<string, unknown>> | readonly unknown[];

/** Undefined when there is none, or when the first one is not whole. */
export function jsonIn(message: string): Json | undefined {
  const start = message.indexOf('{');
  const list = message.indexOf('[');
  if (start < 0 && list !== 0) return undefined;
  const trimmed = message.trimEnd();
  if (/^\s*[{[]/.test(message)) {
    const whole = parsed(trimmed);
    if (whole) return whole;
  }
  if (start < 0) return undefined;
  const end = endOfObject(message, start);
  return end === undefined ? undefined : parsed(message.slice(start, end));
}

function parsed(text: string): Json | undefined {
  const last = text.charAt(text.length - 1);
  if (last !== '}' && last !== ']') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Behind the brace that closes the one at `start`. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        for (at++; at < text.length && text.charCodeAt(at) !== 0x22; at++) if (text.charCodeAt(at) === 0x5c) at++;
        break;
      case 0x7b: // {
        depth++;
        break;
      case 0x7d: // }
        if (--depth === 0) return at + 1;
        break;
      default:
    }
  }
  return undefined;
}

/**
 * Follows a path into JSON. A name may have dots in it: `a.b` is the member `a.b`, or the member `b` of `a`.
 * @returns undefined when there is nothing, or null.
 */
export function valueAt(json: unknown, path: readonly string[], from = 0): unknown {
  if (from >= path.length) return json ?? undefined;
  if (typeof json !== 'object' || json === null) return undefined;
  for (let end = from + 1; end <= path.length; end++) {
    const name = end === from + 1 ? (path[from] ?? '') : path.slice(from, end).join('.');
    if (!Object.hasOwn(json, name)) continue;
    const found = valueAt((json as Record<string, unknown>)[name], path, end);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Deeper members have no names of their own. */
const deepest = 100;

/** Every scalar by its path with dots; at most `most` of them. */
export function flattened(json: unknown, most: number): Map<string, string | number | boolean> {
  const fields = new Map<string, string | number | boolean>();
  const walk = (value: unknown, path: string, depth: number): void => {
    if (fields.size >= most || depth > deepest) return;
    if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) walk(member, path === '' ? name : `${path}.${name}`, depth + 1);
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') fields.set(path, value);
  };
  walk(json, '', 0);
  return fields;
}
