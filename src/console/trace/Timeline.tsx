/**
 * The timeline of a trace: a treegrid whose rows are drawn only where they are seen. Used by TracePage.tsx.
 *
 * The grid keeps the focus and points at its active row. Keys: arrows, Home, End, Enter, W S zoom, A D pan, 0 whole trace, n N problems,
 * e E expand or collapse all.
 */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one where they are seen, which a table cannot do
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import './timeline.css';
import { serviceColours } from './service-colour.ts';
import { TimelineAxis } from './TimelineAxis.tsx';
import { TimelineRow } from './TimelineRow.tsx';
import { timelineAction } from './timeline-keys.ts';
import { axisTicks, isProblem, pathTo, type TimelineRow as Row, visibleRows } from './timeline-rows.ts';
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
  onSelect(id: string | undefined): void;
}

const rowHeight = 26;
/** The head stands above the rows and stays there. */
const headHeight = 29;
const tickCount = 6;

export function Timeline({ tree, until, selected, find, onSelect }: TimelineProps) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const scroll = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const rows = useMemo(() => visibleRows(tree.roots, collapsed), [tree.roots, collapsed]);
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

  const toggle = useCallback((id: string) => setCollapsed((before) => toggled(before, id)), []);
  const move = useCallback(
    (index: number) => {
      const next = Math.min(Math.max(index, 0), rows.length - 1);
      setActive(next);
      virtualizer.scrollToIndex(next);
    },
    [rows.length, virtualizer],
  );
  const select = useCallback(
    (id: string) => {
      onSelect(id);
      setActive(rows.findIndex(({ node }) => node.id === id));
    },
    [onSelect, rows],
  );
  useEffect(() => {
    if (selected === undefined) return;
    const path = pathTo(tree.roots, selected);
    setCollapsed((before) =>
      path?.some((id) => before.has(id)) === true ? new Set([...before].filter((id) => !path.includes(id))) : before,
    );
  }, [selected, tree.roots]);
  // A link to a row shows that row. Later selections come from rows that are seen already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    const index = rows.findIndex(({ node }) => node.id === selected);
    if (index >= 0) {
      setActive(index);
      virtualizer.scrollToIndex(index, { align: 'center' });
    }
  }, []);

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
    else if (action.kind === 'reset') control.reset();
    else setCollapsed(action.kind === 'expandAll' ? new Set() : parents(tree));
  };

  const needle = find.trim().toLowerCase();
  const problems = rows.filter(isProblem).length;
  const activeRow = rows[active];
  return (
    <div className="rg-timeline">
      <div className="rg-timeline-bar">
        <span aria-live="polite">
          {tree.count.toLocaleString()} {tree.count === 1 ? 'row' : 'rows'} · {tree.services.length}{' '}
          {tree.services.length === 1 ? 'service' : 'services'}
          {problems === 0 ? '' : ` · ${problems} ${problems === 1 ? 'problem' : 'problems'}`}
        </span>
        <SpaceBetween size="xs" direction="horizontal">
          <Button variant="inline-link" disabled={!control.zoomed} onClick={control.reset}>
            Whole trace
          </Button>
          <Button variant="inline-link" onClick={() => setCollapsed(new Set())}>
            Expand all
          </Button>
          <Button variant="inline-link" onClick={() => setCollapsed(parents(tree))}>
            Collapse all
          </Button>
        </SpaceBetween>
      </div>
      <div
        ref={scroll}
        role="treegrid"
        aria-label="Timeline"
        tabIndex={0}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={activeRow === undefined ? undefined : `${prefix}${activeRow.node.id}`}
        className="rg-grid"
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
                dimmed={needle !== '' && !holds(row, needle)}
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

function parents(tree: TraceTree): ReadonlySet<string> {
  return new Set(visibleRows(tree.roots, new Set()).flatMap(({ node, expanded }) => (expanded === undefined ? [] : [node.id])));
}

function holds(row: Row, needle: string): boolean {
  const { name, id, type, status } = row.node;
  return `${name} ${id} ${type ?? ''} ${status ?? ''}`.toLowerCase().includes(needle);
}
