/** The map of one trace. Used by TracePage.tsx; drawn only when it is looked at. */
import Box from '@cloudscape-design/components/box';
import Skeleton from '@cloudscape-design/components/skeleton';
import { CallFailed } from '../look/CallFailed.tsx';
import type { MapGraph, MapNode } from '../map/map-model.ts';
import { TraceMap } from '../map/TraceMap.tsx';
import { useTraceGraph } from '../map/use-graph.ts';

interface TraceGraphProps {
  readonly traceId: string;
  /** Key of the chosen node. */
  readonly chosen: string | undefined;
  onChoose(node: MapNode | undefined, graph: MapGraph): void;
}

export function TraceGraph({ traceId, chosen, onChoose }: TraceGraphProps) {
  const { graph, loading, error, refetch } = useTraceGraph(traceId);
  if (loading) return <Skeleton height="320px" />;
  if (error !== null) return <CallFailed what="The map of the trace" error={error} onRetry={refetch} />;
  if (graph === undefined || graph.nodes.length === 0)
    return <Box color="text-body-secondary">The trace has no complete segment yet.</Box>;
  return (
    <div className="rg-tab">
      <TraceMap graph={graph} chosen={chosen} content="metrics" find="" onChoose={(node) => onChoose(node, graph)} />
    </div>
  );
}
