/** One node of the map: ring of outcomes, what is in the disc, name and type. Used by TraceMap.tsx. */
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { formatDuration } from '../format/duration.ts';
import { middleEllipsis, visibleText } from '../format/text.ts';
import { glyphFor, glyphPath } from './glyphs.ts';
import { labelHeight, labelWidth, type PlacedNode } from './layout.ts';
import { typeLabel } from './map-model.ts';
import { describeNode, shortName } from './node-words.ts';
import { averageSeconds, ringArcs } from './service-statistics.ts';

export type MapContent = 'metrics' | 'icons';

export type ServiceFlowNode = Node<{
  readonly placed: PlacedNode;
  readonly chosen: boolean;
  readonly dimmed: boolean;
  readonly content: MapContent;
}>;

export const ServiceNode = memo(function ServiceNode({ data }: NodeProps<ServiceFlowNode>) {
  const { placed, chosen, dimmed, content } = data;
  const { node, radius } = placed;
  const size = 2 * radius;
  const classes = ['rg-node', chosen && 'rg-node-chosen', dimmed && 'rg-node-dimmed'];
  const average = averageSeconds(node.outcomes);
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      style={{ width: labelWidth, height: size + labelHeight }}
      title={describeNode(node)}
    >
      <svg
        className="rg-node-picture"
        width={labelWidth}
        height={size}
        viewBox={`${-labelWidth / 2} ${-radius} ${labelWidth} ${size}`}
        aria-hidden="true"
      >
        {node.members.length > 0 ? <circle className="rg-disc rg-disc-behind" cx={8} cy={0} r={radius - 3} /> : null}
        {node.members.length > 0 ? <circle className="rg-disc rg-disc-behind" cx={4} cy={0} r={radius - 3} /> : null}
        <circle className="rg-disc" r={radius - 3} />
        <Ring placed={placed} chosen={chosen} />
        {content === 'metrics' && average !== undefined ? (
          <Metric text={formatDuration(average)} />
        ) : (
          <path className="rg-glyph" d={glyphPath(glyphFor(node.type))} transform="translate(-12 -12)" />
        )}
        {node.members.length > 0 ? (
          <text className="rg-count" x={radius - 2} y={radius - 4}>
            ×{node.members.length}
          </text>
        ) : null}
      </svg>
      <div className={node.state === 'unknown' && node.type !== 'client' ? 'rg-label rg-label-unknown' : 'rg-label'}>
        {middleEllipsis(visibleText(shortName(node.name)), 20)}
      </div>
      <div className="rg-label-type">{typeLabel(node.type)}</div>
    </div>
  );
});

/** Number above unit: `300` over `ms` fits where `300 ms` would not. */
function Metric({ text }: { readonly text: string }) {
  const [number, ...unit] = text.split(' ');
  return (
    <text className="rg-metric" textAnchor="middle">
      <tspan x={0} dy="-0.1em">
        {number}
      </tspan>
      <tspan x={0} dy="1em">
        {unit.join(' ')}
      </tspan>
    </text>
  );
}

/** Arcs clockwise from 12 o'clock; a thin dashed ring where nothing is known. */
function Ring({ placed: { node, radius }, chosen }: { readonly placed: PlacedNode; readonly chosen: boolean }) {
  const arcs = ringArcs(node.outcomes);
  const r = radius - 4;
  const length = 2 * Math.PI * r;
  if (arcs.length === 0) return node.type === 'client' ? null : <circle className="rg-ring rg-ring-none" r={r} />;
  return arcs.map(({ kind, from, to }) => (
    <circle
      key={kind}
      className={`rg-ring rg-ring-${kind}`}
      r={r}
      strokeWidth={chosen ? 8 : 6}
      strokeDasharray={`${(to - from) * length} ${length}`}
      strokeDashoffset={-from * length}
      transform="rotate(-90)"
    />
  ));
}
