/**
 * The timeline of a trace: a treegrid whose rows are drawn only where they are seen. Used by TracePage.tsx.
 *
 * The grid keeps the focus and points at its active row. Keys: arrows, Home, End, Enter, W S zoom, A D pan, f fit, 0 whole trace,
 * n N problems, e E expand or collapse all; help/KeysHelp.tsx tells them.
 */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one where they are seen, which a table cannot do
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import './timeline.css';
import { useUrlText } from '../app/use-url-text.ts';
import { useFill } from '../look/use-fill.ts';
import { serviceColours } from './service-colour.ts';
import { TimelineAxis } from './TimelineAxis.tsx';
import { TimelineRow } from './TimelineRow.tsx';
import { TimelineTools } from './TimelineTools.tsx';
import { nextRow, timelineAction } from './timeline-keys.ts';
import { axisTicks, holdsText, isProblem, pathTo, type TimelineRow as Row, visibleRows } from './timeline-rows.ts';
import type { TraceTree } from './trace-tree.ts';
import { useViewport } from './use-viewport.ts';

interface TimelineProps {
  readonly tree: TraceTree;
  /** Epoch seconds: where unfinished bars end. */
  readonly until: number;
  /** Id of the node whose panel is open. */
  readonly selected: string | undefined;
  /** Rows that do not hold this text are dimmed. */
  readonly find: string;
  onFind(text: string): void;
  onSelect(id: string | undefined): void;
}

const rowHeight = 26;
/** The head stands above the rows and stays there. */
const headHeight = 29;
const leastHeight = 240;
const tickCount = 6;
const nothing: ReadonlySet<string> = new Set();

export function Timeline({ tree, until, selected, find: inUrl, onFind, onSelect }: TimelineProps) {
  const [collapsed, setCollapsed] = useState(nothing);
  const [activeId, setActiveId] = useState(selected);
  const [find, setFind] = useUrlText(inUrl, onFind);
  const scroll = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const all = useMemo(() => visibleRows(tree.roots, nothing), [tree.roots]);
  const rows = useMemo(() => visibleRows(tree.roots, collapsed), [tree.roots, collapsed]);
  const active = Math.max(
    0,
    useMemo(() => rows.findIndex(({ node }) => node.id === activeId), [rows, activeId]),
  );
  const activeRow = rows[active];
  const height = Math.min(useFill(scroll, leastHeight), headHeight + rows.length * rowHeight + 2);
  const control = useViewport({ start: tree.start, end: Math.max(tree.inProgress ? until : tree.end, tree.start + 1e-6) });
  const { viewport } = control;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const colours = useMemo(() => serviceColours(tree.services), [tree.services]);
  const ticks = axisTicks(viewport, tree.start, tickCount);
  const needle = find.trim().toLowerCase();
  const matches = useMemo(() => (needle === '' ? [] : all.filter((row) => holdsText(row, needle))), [all, needle]);

  const toggle = useCallback((id: string) => setCollapsed((before) => toggled(before, id)), []);
  const move = (index: number): void => {
    const next = Math.min(Math.max(index, 0), rows.length - 1);
    setActiveId(rows[next]?.node.id);
    virtualizer.scrollToIndex(next);
  };
  const select = useCallback(
    (id: string) => {
      setActiveId(id);
      onSelect(id);
    },
    [onSelect],
  );
  const reveal = useReveal(tree, rows, setCollapsed, (index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  const goTo = (id: string | undefined): void => {
    if (id === undefined) return;
    setActiveId(id);
    reveal(id);
  };
  // A link to a row shows that row; so does a jump from the panel. Rows that are clicked are seen already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new tree does not move the view
  useEffect(() => {
    if (selected !== undefined) goTo(selected);
  }, [selected]);

  const fitTo = (id: string): void => {
    const node = rows.find((row) => row.node.id === id)?.node;
    if (node !== undefined && node.kind !== 'missing') control.show(node.start, node.end ?? until);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = timelineAction(event.key, event.shiftKey, rows, active);
    if (action === undefined) return;
    event.preventDefault();
    if (action.kind === 'move') move(action.index);
    else if (action.kind === 'toggle') toggle(action.id);
    else if (action.kind === 'select') onSelect(action.id);
    else if (action.kind === 'zoom') control.zoom(action.factor);
    else if (action.kind === 'pan') control.pan(action.part);
    else if (action.kind === 'fit') fitTo(action.id);
    else if (action.kind === 'reset') control.reset();
    else if (action.kind === 'problem') goTo(nextRow(all, activeRow?.node.id, isProblem, action.step));
    else setCollapsed(action.kind === 'expandAll' ? nothing : parents(all));
  };

  return (
    <div className="rg-timeline">
      <TimelineTools
        tree={tree}
        problems={all.filter(isProblem).length}
        find={find}
        matches={matches.length}
        match={matches.findIndex(({ node }) => node.id === activeId)}
        zoomed={control.zoomed}
        onFind={setFind}
        onProblem={(step) => goTo(nextRow(all, activeRow?.node.id, isProblem, step))}
        onMatch={(step) => goTo(nextRow(all, activeId, (row) => holdsText(row, needle), step))}
        onWhole={control.reset}
        onExpand={() => setCollapsed(nothing)}
        onCollapse={() => setCollapsed(parents(all))}
      />
      <div
        ref={scroll}
        role="treegrid"
        aria-label="Timeline"
        tabIndex={0}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={activeRow === undefined ? undefined : `${prefix}${activeRow.node.id}`}
        className="rg-grid"
        style={{ height }}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className="rg-head-group">
          <div role="row" aria-rowindex={1} className="rg-head">
            <div role="columnheader" className="rg-cell-name">
              Name
            </div>
            <div role="columnheader" className="rg-cell-status">
              Status
            </div>
            <div role="columnheader" className="rg-cell-bar" aria-label="Time">
              <TimelineAxis ticks={ticks} viewport={viewport} onShow={control.show} />
            </div>
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          <div aria-hidden="true" className="rg-gridlines">
            <div className="rg-gridlines-bars">
              {ticks.map(({ left, offset }) => (
                <span key={offset} style={{ left: `${left}%` }} />
              ))}
            </div>
          </div>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <TimelineRow
                key={row.node.id}
                id={`${prefix}${row.node.id}`}
                row={row}
                index={index}
                top={start - headHeight}
                selected={row.node.id === selected}
                active={index === active}
                colour={colours.get(row.node.service) ?? ''}
                dimmed={needle !== '' && !holdsText(row, needle)}
                viewport={viewport}
                until={until}
                onToggle={toggle}
                onSelect={select}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}

function parents(all: readonly Row[]): ReadonlySet<string> {
  return new Set(all.flatMap(({ node, expanded }) => (expanded === undefined ? [] : [node.id])));
}

/** Opens what hides a row, and scrolls there once the row is among those that are shown. */
function useReveal(
  tree: TraceTree,
  rows: readonly Row[],
  setCollapsed: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void,
  scrollTo: (index: number) => void,
): (id: string) => void {
  const [wanted, setWanted] = useState<{ readonly id: string } | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish, when its row is there
  useEffect(() => {
    if (wanted === undefined) return;
    const index = rows.findIndex(({ node }) => node.id === wanted.id);
    if (index < 0) return;
    scrollTo(index);
    setWanted(undefined);
  }, [wanted, rows]);
  return (id) => {
    const path = pathTo(tree.roots, id);
    setCollapsed((before) =>
      path?.some((parent) => before.has(parent)) === true
        ? new Set([...before].filter((parent) => !path.includes(parent)))
        : before,
    );
    setWanted({ id });
  };
}
