/** The tree as the rows that are shown, given what is collapsed, and the axis above them. Called by Timeline.tsx; pure. */
import type { TraceNode } from './trace-tree.ts';

export interface TimelineRow {
  readonly node: TraceNode;
  /** 0 for a root. */
  readonly depth: number;
  /** Place among its siblings from 1, and how many they are: what a treegrid tells a screen reader. */
  readonly position: number;
  readonly siblings: number;
  readonly expanded: boolean | undefined;
}

/** Preorder, without the children of collapsed nodes. Iterative: a trace may be deeper than the stack. */
export function visibleRows(roots: readonly TraceNode[], collapsed: ReadonlySet<string>): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  const open: TimelineRow[] = [];
  const push = (nodes: readonly TraceNode[], depth: number): void => {
    for (let index = nodes.length - 1; index >= 0; index -= 1) {
      const node = nodes[index];
      if (node === undefined) continue;
      const expanded = node.children.length === 0 ? undefined : !collapsed.has(node.id);
      open.push({ node, depth, position: index + 1, siblings: nodes.length, expanded });
    }
  };
  push(roots, 0);
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    rows.push(row);
    if (row.expanded === true) push(row.node.children, row.depth + 1);
  }
  return rows;
}

/** A part of the trace, in epoch seconds. */
export interface Viewport {
  readonly start: number;
  readonly end: number;
}

export interface Tick {
  /** Percent of the viewport's width. */
  readonly left: number;
  /** Seconds since the trace's start. */
  readonly offset: number;
  /** Seconds to the next one. */
  readonly step: number;
}

/** At most `count` ticks at 1, 2 or 5 times a power of ten. */
export function axisTicks(viewport: Viewport, origin: number, count: number): readonly Tick[] {
  const span = viewport.end - viewport.start;
  if (!(span > 0) || count < 1) return [];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999_999) ?? 10) * power;
  const ticks: Tick[] = [];
  for (let index = Math.ceil((viewport.start - origin) / step - 1e-9); ; index += 1) {
    const offset = index * step;
    const left = ((origin + offset - viewport.start) / span) * 100;
    if (left > 100.000_1) return ticks;
    ticks.push({ left, offset, step });
  }
}

export interface Bar {
  /** Percent of the viewport's width, clipped to it. */
  readonly left: number;
  readonly width: number;
  /** Where the bar lies when none of it is seen. */
  readonly outside: 'before' | 'after' | undefined;
}

/** @param until where the bar of an unfinished node ends, epoch seconds. */
export function barOf(node: TraceNode, viewport: Viewport, until: number): Bar {
  const span = Math.max(viewport.end - viewport.start, 1e-9);
  const from = ((node.start - viewport.start) / span) * 100;
  const to = (((node.end ?? Math.max(until, node.start)) - viewport.start) / span) * 100;
  const left = Math.min(Math.max(from, 0), 100);
  return {
    left,
    width: Math.max(Math.min(to, 100) - left, 0),
    outside: to < 0 ? 'before' : from > 100 ? 'after' : undefined,
  };
}

/** Ids from a root down to the node, without the node itself: what has to be open for it to be seen. */
export function pathTo(roots: readonly TraceNode[], id: string): readonly string[] | undefined {
  const open: { readonly node: TraceNode; readonly path: readonly string[] }[] = roots.map((node) => ({ node, path: [] }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.node.id === id) return next.path;
    const path = [...next.path, next.node.id];
    for (const node of next.node.children) open.push({ node, path });
  }
  return undefined;
}

/** Rows that someone looking for trouble wants to step through. */
export function isProblem(row: TimelineRow): boolean {
  return row.node.outcome !== 'ok' || row.node.kind === 'missing';
}

/** Does the row hold the text: in its name, id, type or status? */
export function holdsText({ node }: TimelineRow, needle: string): boolean {
  return `${node.name} ${node.id} ${node.type ?? ''} ${node.status ?? ''}`.toLowerCase().includes(needle);
}
