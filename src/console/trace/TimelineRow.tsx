/** One row of the timeline: name in the tree, outcome, bar. Used by Timeline.tsx. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one where they are seen, which a table cannot do
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
// biome-ignore-all lint/a11y/noStaticElementInteractions: arrow keys do the same
import Icon from '@cloudscape-design/components/icon';
import { memo } from 'react';
import { visibleText } from '../format/text.ts';
import { outcomeWord } from '../look/Outcome.tsx';
import { typeLabel } from '../map/map-model.ts';
import { TimelineBar } from './TimelineBar.tsx';
import type { TimelineRow as Row, Viewport } from './timeline-rows.ts';
import type { TraceNode } from './trace-tree.ts';

interface TimelineRowProps {
  readonly row: Row;
  readonly id: string;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly index: number;
  readonly selected: boolean;
  readonly active: boolean;
  readonly dimmed: boolean;
  /** Of the service that the row belongs to. */
  readonly colour: string;
  readonly viewport: Viewport;
  readonly until: number;
  onToggle(id: string): void;
  onSelect(id: string): void;
}

/** Deep rows keep room for their name: the indent shrinks from 12 to 4 pixels. */
function indentOf(depth: number): number {
  return depth <= 12 ? depth * 12 : 144 + (depth - 12) * 4;
}

export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, id, top, index, selected, active, dimmed, colour, viewport, until, onToggle, onSelect } = props;
  const { node } = row;
  const classes = ['rg-row', selected && 'rg-row-selected', active && 'rg-row-active', dimmed && 'rg-row-dimmed'];
  return (
    <div
      role="row"
      id={id}
      className={classes.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.expanded}
      aria-selected={selected}
      onClick={() => onSelect(node.id)}
    >
      <div role="gridcell" className="rg-cell-name" style={{ paddingInlineStart: 4 + indentOf(row.depth) }}>
        {row.expanded === undefined ? (
          <span className="rg-twisty" />
        ) : (
          <span
            className="rg-twisty"
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation();
              onToggle(node.id);
            }}
          >
            <Icon name={row.expanded ? 'angle-down' : 'angle-right'} size="small" />
          </span>
        )}
        {node.kind === 'segment' ? <span className="rg-dot" style={{ background: colour }} /> : null}
        <span className="rg-names" title={[visibleText(node.name), typeOf(node)].filter((part) => part !== '').join(' · ')}>
          <span className={node.kind === 'segment' ? 'rg-name rg-name-segment' : 'rg-name'}>{visibleText(node.name)}</span>
          <span className="rg-type">{typeOf(node)}</span>
        </span>
      </div>
      <div role="gridcell" className="rg-cell-status">
        <RowOutcome node={node} />
      </div>
      <div role="gridcell" className="rg-cell-bar">
        <div className="rg-bar-area">
          <TimelineBar node={node} colour={colour} viewport={viewport} until={until} />
        </div>
      </div>
    </div>
  );
});

function typeOf(node: TraceNode): string {
  if (node.kind === 'missing' || node.type === undefined) return '';
  const { document } = node;
  if (document === undefined || !('namespace' in document) || document.namespace !== 'aws') return typeLabel(node.type);
  const { operation, table_name, bucket_name, function_name, queue_url, topic_arn } = document.aws ?? {};
  const resource = table_name ?? bucket_name ?? function_name ?? (queue_url ?? topic_arn)?.split(/[/:]/).at(-1);
  return visibleText([operation, resource].filter((part) => part !== undefined).join(' '));
}

function RowOutcome({ node }: { readonly node: TraceNode }) {
  if (node.kind === 'missing') return null;
  const outcome = node.end === undefined ? 'pending' : node.outcome;
  if (outcome === 'ok') return <span className="rg-number">{node.status ?? ''}</span>;
  const name = (
    { fault: 'status-negative', error: 'status-warning', throttle: 'status-stopped', pending: 'status-in-progress' } as const
  )[outcome];
  return (
    <span className={`rg-number rg-outcome-${outcome}`} title={outcomeWord(outcome)}>
      <Icon name={name} size="small" ariaLabel={outcomeWord(outcome)} /> {node.status ?? ''}
    </span>
  );
}
