/** Which colour stands for a service, and for the phases of a Lambda invocation. Called by TimelineBar.tsx; pure. */
import type { TraceNode } from './trace-tree.ts';

const services = 8;

const phases: Readonly<Record<string, string>> = {
  Initialization: 'init',
  Restore: 'restore',
  Invocation: 'invocation',
  Overhead: 'overhead',
  QueueTime: 'dwell',
  'Dwell Time': 'dwell',
};

/**
 * A name has the same colour in every trace, unless another service of this trace has taken it.
 * @returns custom properties of tokens.css by service.
 */
export function serviceColours(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<number>();
  const colours = new Map<string, string>();
  for (const name of [...names].sort()) {
    let place = hash(name) % services;
    while (taken.has(place) && taken.size < services) place = (place + 1) % services;
    taken.add(place);
    colours.set(name, `var(--rg-service-${place})`);
  }
  return colours;
}

/** FNV-1a. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) value = Math.imul(value ^ name.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** Trouble first, then Lambda's phases, then the service. */
export function barColour(node: TraceNode, service: string): string {
  if (node.outcome !== 'ok') return `var(--rg-${node.outcome})`;
  const phase = node.kind === 'subsegment' && node.type === undefined ? phases[node.name] : undefined;
  return phase === undefined ? service : `var(--rg-${phase})`;
}
