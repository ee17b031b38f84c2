/** `/traces/:id`: one trace as a timeline, as a map, and as it was answered. AWS page: "Viewing traces and trace details". */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useLive } from '../api/use-live.ts';
import { Frame } from '../app/Frame.tsx';
import { formatDuration } from '../format/duration.ts';
import { visibleText } from '../format/text.ts';
import { CallFailed } from '../look/CallFailed.tsx';
import { CopyButton } from '../look/CopyButton.tsx';
import { useNow } from '../look/clock.ts';
import { JsonView } from '../look/JsonView.tsx';
import { Outcome } from '../look/Outcome.tsx';
import { When } from '../look/When.tsx';
import type { MapGraph, MapNode } from '../map/map-model.ts';
import { rangeToSearch } from '../time/time-range.ts';
import { LogsTab } from './LogsTab.tsx';
import { SegmentPanel } from './SegmentPanel.tsx';
import { Timeline } from './Timeline.tsx';
import type { TraceNode } from './trace-tree.ts';
import type { TraceSearch } from './url.ts';
import { type LoadedTrace, useTrace } from './use-trace.ts';

const route = getRouteApi('/traces/$traceId');
/** React Flow and the layout are a third of the page's code and are seldom looked at. */
const TraceGraph = lazy(async () => ({ default: (await import('./TraceGraph.tsx')).TraceGraph }));

const NodePanel = lazy(async () => ({ default: (await import('../map/NodePanel.tsx')).NodePanel }));

export function TracePage() {
  const { traceId } = route.useParams();
  const { span, tab = 'timeline', find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: TraceSearch): void => void navigate({ search: (all: TraceSearch) => ({ ...all, ...part }), replace: true }),
    [navigate],
  );
  const select = useCallback((id: string | undefined) => change({ span: id }), [change]);
  const [place, setPlace] = useState<{ readonly node: MapNode; readonly graph: MapGraph } | undefined>(undefined);
  const { trace, loading, error, refetch } = useTrace(traceId);
  useLive(true, refetch, ({ traceIds, count }) => traceIds.includes(traceId) || count !== traceIds.length || count === 0);
  const node = useMemo(
    () => (trace === undefined || span === undefined ? undefined : findNode(trace.tree.roots, span)),
    [trace, span],
  );
  return (
    <Frame
      title={`Trace ${traceId}`}
      breadcrumbs={[
        { text: 'Traces', href: '/traces' },
        { text: traceId, href: `/traces/${traceId}` },
      ]}
      splitPanel={
        trace === undefined ? undefined : tab === 'timeline' ? (
          <SegmentPanel node={node} tree={trace.tree} onSelect={select} />
        ) : tab === 'map' && place !== undefined ? (
          <Suspense fallback={null}>
            <NodePanel node={place.node} graph={place.graph} search={around(trace)} />
          </Suspense>
        ) : undefined
      }
      splitPanelOpen={tab === 'map' ? place !== undefined : span !== undefined}
      onSplitPanel={(open) => {
        if (tab === 'map') setPlace(undefined);
        else select(open ? (span ?? trace?.tree.roots[0]?.id) : undefined);
      }}
    >
      <SpaceBetween size="s">
        <TraceHeader traceId={traceId} trace={trace} />
        {error === null ? null : <CallFailed what="The trace" error={error} onRetry={refetch} />}
        {loading ? <Skeleton height="320px" /> : null}
        {!loading && error === null && trace === undefined ? <NotFound traceId={traceId} onRetry={refetch} /> : null}
        {trace === undefined ? null : (
          <>
            <Warnings trace={trace} />
            <Tabs
              activeTabId={tab}
              onChange={({ detail }) => change({ tab: detail.activeTabId === 'timeline' ? undefined : detail.activeTabId })}
              disableContentPaddings
              tabs={[
                {
                  id: 'timeline',
                  label: 'Timeline',
                  content: (
                    <TimelineTab
                      trace={trace}
                      span={span}
                      find={find}
                      onFind={(text) => change({ find: text })}
                      onSelect={select}
                    />
                  ),
                },
                {
                  id: 'map',
                  label: 'Map',
                  content:
                    tab === 'map' ? (
                      <Suspense fallback={<Skeleton height="320px" />}>
                        <TraceGraph
                          traceId={traceId}
                          chosen={place?.node.key}
                          onChoose={(chosen, graph) => setPlace(chosen === undefined ? undefined : { node: chosen, graph })}
                        />
                      </Suspense>
                    ) : null,
                },
                { id: 'logs', label: 'Logs', content: tab === 'logs' ? <LogsTab tree={trace.tree} /> : null },
                { id: 'raw', label: 'Raw', content: tab === 'raw' ? <RawTab trace={trace} /> : null },
              ]}
            />
          </>
        )}
      </SpaceBetween>
    </Frame>
  );
}

/** The traces list around the trace: a quarter of an hour before its start, and to its end. */
function around({ tree }: LoadedTrace) {
  const to = new Date((tree.end + 60) * 1000);
  return { ...rangeToSearch({ kind: 'absolute', from: new Date((tree.start - 900) * 1000), to }) };
}

function TraceHeader({ traceId, trace }: { readonly traceId: string; readonly trace: LoadedTrace | undefined }) {
  return (
    <Header variant="h1" description={trace === undefined ? undefined : <Summary trace={trace} />}>
      Trace <span className="rg-trace-id">{traceId}</span> <CopyButton text={traceId} label="Copy trace id" />
    </Header>
  );
}

function Summary({ trace: { tree } }: { readonly trace: LoadedTrace }) {
  const root = tree.roots.find(({ kind }) => kind === 'segment');
  const request = root?.document?.http?.request;
  return (
    <span className="rg-toolbar">
      {root === undefined ? null : <Outcome outcome={root.end === undefined ? 'pending' : root.outcome} />}
      {request === undefined && root?.status === undefined ? null : (
        <span className="rg-break">
          {visibleText([request?.method, request?.url].filter((part) => part !== undefined).join(' '))}{' '}
          <strong>{root?.status}</strong>
        </span>
      )}
      <strong>{tree.inProgress ? <SoFar start={tree.start} /> : formatDuration(tree.end - tree.start)}</strong>
      <span>
        started <When at={tree.start} />
      </span>
    </span>
  );
}

function SoFar({ start }: { readonly start: number }) {
  return <>{formatDuration(Math.max(0, Math.round(useNow().getTime() / 1000 - start)))} so far</>;
}

function Warnings({ trace: { tree, limitExceeded } }: { readonly trace: LoadedTrace }) {
  const warnings = [
    tree.missingParents > 0 &&
      `${tree.missingParents === 1 ? 'A parent has' : `${tree.missingParents} parents have`} not arrived. What was called from there is shown under "Missing parent".`,
    tree.unreadable > 0 && `${tree.unreadable} documents could not be read.`,
    limitExceeded && 'The trace is larger than a trace may be; what came later was refused.',
  ].filter((warning) => warning !== false);
  return warnings.map((warning) => (
    <Box key={warning} color="text-status-warning">
      <Icon name="status-warning" /> {warning}
    </Box>
  ));
}

interface TimelineTabProps {
  readonly trace: LoadedTrace;
  readonly span: string | undefined;
  readonly find: string;
  onFind(text: string): void;
  onSelect(id: string | undefined): void;
}

/** An unfinished trace grows to the present, though not for ever: what has not been heard of for minutes has been lost. */
const longestSilence = 300;

function TimelineTab({ trace, span, find, onFind, onSelect }: TimelineTabProps) {
  const { tree } = trace;
  const now = useNow().getTime() / 1000;
  const until = tree.inProgress ? Math.max(Math.min(now, tree.end + longestSilence), tree.end) : tree.end;
  return <Timeline tree={tree} until={until} selected={span} find={find} onFind={onFind} onSelect={onSelect} />;
}

function RawTab({ trace }: { readonly trace: LoadedTrace }) {
  const value = useMemo(() => trace.documents.map(parsed), [trace.documents]);
  return <JsonView value={value} label="Segment documents" />;
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return document;
  }
}

function NotFound({ traceId, onRetry }: { readonly traceId: string; onRetry(): void }) {
  return (
    <Alert header="This trace is not here" type="info" action={<Button onClick={onRetry}>Look again</Button>}>
      <Box>
        No segment of {visibleText(traceId)} has been received. It may not have been sampled, may have expired, or may still be on
        its way; this page shows it when it comes.
      </Box>
    </Alert>
  );
}

function findNode(roots: readonly TraceNode[], id: string): TraceNode | undefined {
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.id === id) return next;
    open.push(...next.children);
  }
  return undefined;
}
