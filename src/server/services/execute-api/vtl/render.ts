/**
 * Renders mapping templates; parsed ones are kept.
 *
 * Who calls it: the mapping of requests and responses of REST APIs, and access log formats.
 */
import { BoundedMap } from '../../../bounded-map.ts';
import { evaluate } from './evaluate.ts';
import type { Node } from './nodes.ts';
import { parse } from './parse.ts';

const mostKept = 500;
const kept = new BoundedMap<string, readonly Node[]>(mostKept);

/**
 * @param variables by name, without the `$`; maps among them are changed by `#set`.
 * @throws TemplateError for a template that cannot be read, or runs too long.
 */
export function render(template: string, variables: Readonly<Record<string, unknown>>): string {
  let nodes = kept.get(template);
  if (!nodes) {
    nodes = parse(template);
    kept.set(template, nodes);
  }
  return evaluate(nodes, new Map(Object.entries(variables)));
}
