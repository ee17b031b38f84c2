/** One bar of the timeline with its duration beside it. Used by TimelineRow.tsx. */
import { formatDuration } from '../format/duration.ts';
import { barColour } from './service-colour.ts';
import { barOf, type Viewport } from './timeline-rows.ts';
import type { TraceNode } from './trace-tree.ts';

interface TimelineBarProps {
  readonly node: TraceNode;
  readonly colour: string;
  readonly viewport: Viewport;
  /** Epoch seconds: where unfinished bars end. */
  readonly until: number;
}

export function TimelineBar({ node, colour, viewport, until }: TimelineBarProps) {
  if (node.kind === 'missing') return null;
  const { left, width, outside } = barOf(node, viewport, until);
  const label = node.end === undefined ? 'in progress' : formatDuration(node.end - node.start);
  if (outside !== undefined)
    return <span className={`rg-outside rg-outside-${outside}`}>{outside === 'before' ? `◂ ${label}` : `${label} ▸`}</span>;
  const classes = ['rg-bar', node.end === undefined && 'rg-bar-open', node.kind === 'segment' && 'rg-bar-segment'];
  return (
    <>
      <span
        className={classes.filter(Boolean).join(' ')}
        style={{ left: `${left}%`, width: `${width}%`, backgroundColor: barColour(node, colour) }}
      />
      <span className="rg-bar-label" style={{ left: `${left + width}%` }}>
        {label}
      </span>
    </>
  );
}
