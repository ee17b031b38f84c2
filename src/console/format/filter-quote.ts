/** The one way in which the console puts a value into a filter expression. */

/** `say "hi"` → `"say \"hi\""`. */
export function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Selects the traces that passed through a node of the map. */
export function serviceExpression(name: string, type: string | undefined): string {
  return `service(${identity(name, type)})`;
}

/** Selects the traces in which one node of the map called another. */
export function edgeExpression(
  from: { readonly name: string; readonly type: string | undefined },
  to: { readonly name: string; readonly type: string | undefined },
): string {
  return `edge(${identity(from.name, from.type)}, ${identity(to.name, to.type)})`;
}

function identity(name: string, type: string | undefined): string {
  return type === undefined ? `id(name: ${quote(name)})` : `id(name: ${quote(name)}, type: ${quote(type)})`;
}

/** Selects the traces in which an annotation has a value. Keys with other characters stand in quotes. */
export function annotationExpression(key: string, value: string | number | boolean): string {
  const plain = /^[\w.-]+$/.test(key) ? key : quote(key);
  return `annotation[${plain}] = ${typeof value === 'string' ? quote(value) : value}`;
}

/** The traces list with a filter. */
export function tracesHref(filter: string, more: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams({ filter });
  for (const [key, value] of Object.entries(more)) if (value !== undefined) query.set(key, value);
  return `/traces?${query.toString()}`;
}
