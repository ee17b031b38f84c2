/** What a key does in the timeline. Called by Timeline.tsx; pure. */
import type { TimelineRow } from './timeline-rows.ts';

export type TimelineAction =
  | { readonly kind: 'move'; readonly index: number }
  | { readonly kind: 'toggle'; readonly id: string }
  | { readonly kind: 'select'; readonly id: string }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly part: number }
  /** To the next row, or the one before, that is in trouble, though it may be hidden now. */
  | { readonly kind: 'problem'; readonly step: 1 | -1 }
  | { readonly kind: 'fit'; readonly id: string }
  | { readonly kind: 'reset' | 'expandAll' | 'collapseAll' };

const page = 20;

/** @param key KeyboardEvent.key. Undefined for keys that the timeline leaves to the page. */
export function timelineAction(
  key: string,
  shift: boolean,
  rows: readonly TimelineRow[],
  active: number,
): TimelineAction | undefined {
  const row = rows[active];
  const step = shift ? 0.5 : 0.1;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'move', index: active + 1 };
    case 'ArrowUp':
      return { kind: 'move', index: active - 1 };
    case 'PageDown':
      return { kind: 'move', index: active + page };
    case 'PageUp':
      return { kind: 'move', index: active - page };
    case 'Home':
      return { kind: 'move', index: 0 };
    case 'End':
      return { kind: 'move', index: rows.length - 1 };
    case 'ArrowRight':
      return row?.expanded === false ? { kind: 'toggle', id: row.node.id } : { kind: 'move', index: active + 1 };
    case 'ArrowLeft':
      return row?.expanded === true ? { kind: 'toggle', id: row.node.id } : { kind: 'move', index: parentIndex(rows, active) };
    case 'Enter':
    case ' ':
      return row === undefined ? undefined : { kind: 'select', id: row.node.id };
    case 'w':
    case 'W':
      return { kind: 'zoom', factor: 1 - step };
    case 's':
    case 'S':
      return { kind: 'zoom', factor: 1 / (1 - step) };
    case 'a':
    case 'A':
      return { kind: 'pan', part: -step };
    case 'd':
    case 'D':
      return { kind: 'pan', part: step };
    case '0':
      return { kind: 'reset' };
    case 'e':
      return { kind: 'expandAll' };
    case 'E':
      return { kind: 'collapseAll' };
    case 'n':
      return { kind: 'problem', step: 1 };
    case 'N':
      return { kind: 'problem', step: -1 };
    case 'f':
      return row === undefined ? undefined : { kind: 'fit', id: row.node.id };
    default:
      return undefined;
  }
}

function parentIndex(rows: readonly TimelineRow[], active: number): number {
  const depth = rows[active]?.depth ?? 0;
  for (let index = active - 1; index >= 0; index -= 1) if ((rows[index]?.depth ?? 0) < depth) return index;
  return active;
}

/** The next of `wanted` behind `from` in the order of `all`, round the end. Undefined when nothing is wanted. */
export function nextRow(
  all: readonly TimelineRow[],
  from: string | undefined,
  wanted: (row: TimelineRow) => boolean,
  step: 1 | -1,
): string | undefined {
  const start = all.findIndex(({ node }) => node.id === from);
  for (let distance = 1; distance <= all.length; distance += 1) {
    const row = all[(start + step * distance + all.length * 2) % all.length];
    if (row !== undefined && wanted(row)) return row.node.id;
  }
  return undefined;
}
