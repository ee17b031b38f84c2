/** The one way in which the console puts a value into a filter expression. */

/** `say "hi"` → `"say \"hi\""`. */
export function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Selects the traces that passed through a node of the map. */
export function serviceExpression(name: string, type: string | undefined): string {
  return type === undefined ? `service(id(name: ${quote(name)}))` : `service(id(name: ${quote(name)}, type: ${quote(type)}))`;
}
