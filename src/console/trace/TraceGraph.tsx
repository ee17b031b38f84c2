/** The map of one trace. Used by TracePage.tsx; drawn only when it is looked at. */
import Box from '@cloudscape-design/components/box';
import Skeleton from '@cloudscape-design/components/skeleton';
import { useState } from 'react';
import { CallFailed } from '../look/CallFailed.tsx';
import { TraceMap } from '../map/TraceMap.tsx';
import { useTraceGraph } from '../map/use-graph.ts';

export function TraceGraph({ traceId }: { readonly traceId: string }) {
  const { graph, loading, error, refetch } = useTraceGraph(traceId);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  if (loading) return <Skeleton height="320px" />;
  if (error !== null) return <CallFailed what="The map of the trace" error={error} onRetry={refetch} />;
  if (graph === undefined || graph.nodes.length === 0)
    return <Box color="text-body-secondary">The trace has no complete segment yet.</Box>;
  return (
    <TraceMap
      graph={graph}
      chosen={chosen}
      content="metrics"
      find=""
      height="max(280px, calc(100dvh - 310px))"
      onChoose={(node) => setChosen(node?.key)}
    />
  );
}
