/** Walking the map by arrow keys. Called by TraceMap.tsx; pure. */
import type { PlacedNode } from './layout.ts';

const directions: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** The nearest node in the arrow's direction; what lies aside counts three times as far. Undefined for other keys and at the edge. */
export function neighbourInDirection(nodes: readonly PlacedNode[], from: string, key: string): string | undefined {
  const direction = directions[key];
  const start = nodes.find(({ node }) => node.key === from);
  if (direction === undefined || start === undefined) return undefined;
  let best: { readonly key: string; readonly distance: number } | undefined;
  for (const { node, x, y } of nodes) {
    const along = (x - start.x) * direction.x + (y - start.y) * direction.y;
    const aside = Math.abs((x - start.x) * direction.y) + Math.abs((y - start.y) * direction.x);
    const distance = along + 3 * aside;
    if (along > 1 && (best === undefined || distance < best.distance)) best = { key: node.key, distance };
  }
  return best?.key;
}
