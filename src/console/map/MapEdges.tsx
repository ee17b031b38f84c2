// biome-ignore-all lint/a11y/useKeyWithClickEvents: the panel of a node lists its calls, which is the way to them by keyboard
// biome-ignore-all lint/a11y/noStaticElementInteractions: as above
/** The calls between nodes, as curves around what lies between. Used by TraceMap.tsx. Numbers of an edge are the caller's view. */
import { ViewportPortal } from '@xyflow/react';
import { edgePath, loopPath, type MapLayout } from './layout.ts';
import type { MapEdge } from './map-model.ts';
import { describeCall } from './NodeCalls.tsx';
import { worstOutcome } from './service-statistics.ts';

interface MapEdgesProps {
  readonly edges: readonly MapEdge[];
  readonly layout: MapLayout;
  /** Edges of this node stand out. */
  readonly chosen: string | undefined;
  readonly chosenEdge: string | undefined;
  /** Keys of the nodes that were looked for; undefined when none was. */
  readonly found: ReadonlySet<string> | undefined;
  onChoose(edge: MapEdge): void;
}

const markers = ['ok', 'error', 'throttle', 'fault'] as const;

export function MapEdges({ edges, layout, chosen, chosenEdge, found, onChoose }: MapEdgesProps) {
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
          const classes = [
            'rg-edge',
            `rg-edge-${kind}`,
            edge.link && 'rg-edge-link',
            edge.key === chosenEdge && 'rg-edge-chosen',
            (isFar(edge, chosen, chosenEdge) || isMissed(edge, found)) && 'rg-edge-far',
          ];
          return (
            <g key={edge.key} className={classes.filter(Boolean).join(' ')}>
              <path d={path} strokeWidth={edgeWidth(edge)} markerEnd={`url(#rg-arrow-${kind})`} />
              <path
                className={edge.edge === undefined ? 'rg-edge-hit' : 'rg-edge-hit rg-edge-open'}
                d={path}
                onClick={() => {
                  if (edge.edge !== undefined) onChoose(edge);
                }}
              >
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

function isFar(edge: MapEdge, chosen: string | undefined, chosenEdge: string | undefined): boolean {
  if (chosenEdge !== undefined) return edge.key !== chosenEdge;
  return chosen !== undefined && edge.from !== chosen && edge.to !== chosen;
}

function isMissed({ from, to }: MapEdge, found: ReadonlySet<string> | undefined): boolean {
  return found !== undefined && !found.has(from) && !found.has(to);
}

function describeEdge(edge: MapEdge): string {
  return `${edge.link ? '' : 'As the caller measured: '}${describeCall(edge)}`;
}
