/**
 * A value as AWS's translator prints it in its messages: Python's text of it. Its own strings are Python 2's, hence the `u`.
 * Who calls it: whatever quotes a value of the template that is not the text it should be.
 */

/** @param mark what stands before a quoted text: `u` where AWS has made the value one of Python 2's. */
export function pythonText(value: unknown, mark: 'u' | '' = 'u'): string {
  return typeof value === 'string' ? value : quoted(value, mark);
}

function quoted(value: unknown, mark: string): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return mark + quotedString(value);
  if (Array.isArray(value)) return `[${value.map((entry) => quoted(entry, mark)).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const members = Object.entries(value).map(([key, member]) => `${quoted(key, mark)}: ${quoted(member, mark)}`);
  return `{${members.join(', ')}}`;
}

/** Python quotes with `'` unless the text holds one and no `"`. */
export function quotedString(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}
