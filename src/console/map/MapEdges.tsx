/** The calls between nodes, as curves around what lies between. Used by TraceMap.tsx. Numbers of an edge are the caller's view. */
import { ViewportPortal } from '@xyflow/react';
import { formatDuration } from '../format/duration.ts';
import { edgePath, loopPath, type MapLayout } from './layout.ts';
import type { MapEdge } from './map-model.ts';
import { describeProblems, formatRate } from './node-words.ts';
import { averageSeconds, worstOutcome } from './service-statistics.ts';

interface MapEdgesProps {
  readonly edges: readonly MapEdge[];
  readonly layout: MapLayout;
  /** Edges of this node stand out. */
  readonly chosen: string | undefined;
}

const markers = ['ok', 'error', 'throttle', 'fault'] as const;

export function MapEdges({ edges, layout, chosen }: MapEdgesProps) {
  const byKey = new Map(layout.nodes.map((placed) => [placed.node.key, placed]));
  return (
    <ViewportPortal>
      <svg className="rg-edges" width={layout.width} height={layout.height} aria-hidden="true">
        <defs>
          {markers.map((kind) => (
            <marker
              key={kind}
              id={`rg-arrow-${kind}`}
              viewBox="0 0 8 8"
              refX={5}
              refY={4}
              markerWidth={8}
              markerHeight={8}
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path className={`rg-arrow rg-edge-${kind}`} d="M0 0.500L8 4L0 7.500z" />
            </marker>
          ))}
        </defs>
        {edges.map((edge) => {
          const placed = layout.edges.get(edge.key);
          const from = byKey.get(edge.from);
          if (placed === undefined || from === undefined) return null;
          const kind = worstOutcome(edge.outcomes);
          const path = edge.from === edge.to ? loopPath(from) : edgePath(placed.points);
          const near = chosen === undefined ? '' : edge.from === chosen || edge.to === chosen ? ' rg-edge-near' : ' rg-edge-far';
          return (
            <g key={edge.key} className={`rg-edge rg-edge-${kind}${edge.link ? ' rg-edge-link' : ''}${near}`}>
              <path d={path} strokeWidth={edgeWidth(edge)} markerEnd={`url(#rg-arrow-${kind})`} />
              <path className="rg-edge-hit" d={path}>
                <title>{describeEdge(edge)}</title>
              </path>
            </g>
          );
        })}
      </svg>
    </ViewportPortal>
  );
}

/** 1 to 5 pixels by the logarithm of requests a minute. */
function edgeWidth({ perMinute }: MapEdge): number {
  return perMinute === undefined ? 1.5 : Math.min(Math.max(1, 1 + Math.log10(Math.max(perMinute, 1))), 5);
}

function describeEdge({ outcomes, perMinute, link }: MapEdge): string {
  const average = averageSeconds(outcomes);
  const facts = [
    formatRate(perMinute),
    average === undefined ? undefined : `${formatDuration(average)} on average`,
    ...describeProblems(outcomes),
  ].filter((fact) => fact !== undefined);
  return `${link ? 'Linked traces' : 'Calls, as the caller measured them'}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`;
}
