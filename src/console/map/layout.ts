/**
 * Where the map's nodes and edges are drawn: callers left, callees right, edges around the nodes between. Called by TraceMap.tsx;
 * pure, in the map's own pixels (before zoom).
 */
import { graphlib, layout as layOut } from '@dagrejs/dagre';
import type { MapGraph, MapNode } from './map-model.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode {
  readonly node: MapNode;
  /** Centre of the disc. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface PlacedEdge {
  readonly key: string;
  /** From ring to ring; between them, the points that lead around other nodes. */
  readonly points: readonly Point[];
}

export interface MapLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: ReadonlyMap<string, PlacedEdge>;
  readonly width: number;
  readonly height: number;
}

/** Width that a node's label may take, and what stands under its disc: name and type. */
export const labelWidth = 148;
export const labelHeight = 38;
const radii = { small: 24, medium: 30, large: 36, huge: 42 };

/** By traffic: the logarithm of requests a minute, in four steps that can be told apart. */
export function radiusOf(node: MapNode): number {
  const rate = node.perMinute;
  if (rate === undefined) return radii.small;
  if (rate < 10) return radii.medium;
  return rate < 1000 ? radii.large : radii.huge;
}

export function layoutMap(graph: MapGraph): MapLayout {
  const drawn = new graphlib.Graph({ multigraph: true });
  drawn.setGraph({ rankdir: 'LR', nodesep: 14, edgesep: 22, ranksep: 60, marginx: 24, marginy: 24 });
  drawn.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) drawn.setNode(node.key, { width: labelWidth, height: 2 * radiusOf(node) + labelHeight });
  for (const edge of graph.edges)
    if (edge.from !== edge.to) drawn.setEdge(edge.from, edge.to, { weight: edge.link ? 1 : 2, width: 0, height: 0 }, edge.key);
  layOut(drawn);

  const placed = new Map<string, PlacedNode>();
  for (const node of graph.nodes) {
    const box = drawn.node(node.key) as { x: number; y: number };
    placed.set(node.key, { node, x: box.x, y: box.y - labelHeight / 2, radius: radiusOf(node) });
  }
  const columns = [...placed.values()].map(({ x }) => x);
  const edges = new Map<string, PlacedEdge>();
  for (const edge of graph.edges) {
    const from = placed.get(edge.from);
    const to = placed.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const between = edge.from === edge.to ? undefined : (drawn.edge(edge.from, edge.to, edge.key) as { points?: Point[] });
    edges.set(edge.key, { key: edge.key, points: ringToRing(from, to, detour(between?.points ?? [], columns)) });
  }
  const size = drawn.graph() as { width?: number; height?: number };
  return { nodes: [...placed.values()], edges, width: size.width ?? 0, height: size.height ?? 0 };
}

/**
 * Where an edge passes through a column of other nodes it must pass between them; its other points only make waves. Heights are those
 * of discs, which stand above the middle of their boxes.
 */
function detour(points: readonly Point[], columns: readonly number[]): readonly Point[] {
  return points
    .slice(1, -1)
    .filter(({ x }) => columns.some((column) => Math.abs(column - x) < 1))
    .map(({ x, y }) => ({ x, y: y - labelHeight / 2 }));
}

const ringGap = 5;
/** Half the width of a column in which discs stand: an edge is level there, so that it passes them as far away as it was laid out. */
const columnReach = radii.huge + 10;

/** From ring to ring, on the sides that face each other, and level through every column. */
function ringToRing(from: PlacedNode, to: PlacedNode, points: readonly Point[]): readonly Point[] {
  const forward = to.x >= from.x ? 1 : -1;
  // Points beside the two ends would make a hook before the ring.
  const inner = points.filter(
    (point) => (point.x - from.x) * forward > labelWidth / 2 && (to.x - point.x) * forward > labelWidth / 2,
  );
  const reach = forward * columnReach;
  return [
    { x: from.x + forward * (from.radius + ringGap), y: from.y },
    { x: from.x + reach, y: from.y },
    ...inner.flatMap(({ x, y }) => [
      { x: x - reach, y },
      { x: x + reach, y },
    ]),
    { x: to.x - reach, y: to.y },
    { x: to.x - forward * (to.radius + ringGap + 4), y: to.y },
  ];
}

/** A curve through the points that leaves and arrives level; an SVG path. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${round(first.x)},${round(first.y)}`;
  let last = first;
  for (const point of rest) {
    const middle = (last.x + point.x) / 2;
    path += `C${round(middle)},${round(last.y)} ${round(middle)},${round(point.y)} ${round(point.x)},${round(point.y)}`;
    last = point;
  }
  return path;
}

/** The loop of a node that calls itself, above its disc. */
export function loopPath(node: PlacedNode): string {
  const { x, y, radius } = node;
  const top = y - radius - 4;
  return `M${round(x - 10)},${round(top)}C${round(x - 28)},${round(top - 34)} ${round(x + 28)},${round(top - 34)} ${round(x + 10)},${round(top)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
