/** `/map`: the services of a time range and their calls. AWS page: "Using the X-Ray trace map". */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useLive } from '../api/use-live.ts';
import { Frame } from '../app/Frame.tsx';
import { useUrlText } from '../app/use-url-text.ts';
import { GroupSelect } from '../groups/GroupSelect.tsx';
import { CallFailed } from '../look/CallFailed.tsx';
import { NoTraces } from '../look/NoTraces.tsx';
import { LiveToggle } from '../time/LiveToggle.tsx';
import { TimeRangePicker } from '../time/TimeRangePicker.tsx';
import { describeRange, rangeFromSearch, rangeToSearch } from '../time/time-range.ts';
import { EdgePanel } from './EdgePanel.tsx';
import type { MapEdge, MapGraph } from './map-model.ts';
import { NodePanel } from './NodePanel.tsx';
import type { MapContent } from './ServiceNode.tsx';
import { TraceMap } from './TraceMap.tsx';
import type { MapSearch } from './url.ts';
import { useServiceGraph } from './use-graph.ts';

const route = getRouteApi('/map');
/** Cloudscape's table is as large as the map itself. */
const MapList = lazy(async () => ({ default: (await import('./MapList.tsx')).MapList }));
const widest = { kind: 'relative', minutes: 360 } as const;

export function MapPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<MapSearch>): void =>
    void navigate({ search: (all: MapSearch) => ({ ...all, ...part }), replace: true });
  const { range, from, to, group, node: chosen, edge: chosenEdge } = search;
  const view = search.view ?? (isNarrow() ? 'list' : 'map');
  const content: MapContent = search.content === 'icons' ? 'icons' : 'metrics';
  const shown = useMemo(() => rangeFromSearch({ range, from, to }), [range, from, to]);
  const [find, setFind] = useUrlText(search.find ?? '', (text) => change({ find: text }));
  const live = search.live !== '0' && shown.kind === 'relative';
  const query = useServiceGraph(shown, group, live);
  useLive(live, query.refetch, undefined, 3000);
  const { graph } = query;
  const choose = (key: string | undefined): void => change({ node: key, edge: undefined });
  return (
    <Frame
      title="Trace map"
      splitPanel={
        <Panel
          graph={graph}
          chosen={chosen}
          chosenEdge={chosenEdge}
          search={{ ...rangeToSearch(shown), group }}
          onChoose={choose}
          onChooseEdge={({ key }) => change({ node: undefined, edge: key })}
        />
      }
      splitPanelOpen={chosen !== undefined || chosenEdge !== undefined}
      onSplitPanel={(open) => choose(open ? graph?.nodes.find(({ root }) => root)?.key : undefined)}
    >
      <SpaceBetween size="s">
        <Header variant="h1" {...(graph === undefined ? {} : { counter: `(${graph.nodes.length})` })}>
          Trace map
        </Header>
        <div className="rg-toolbar">
          <div className="rg-find">
            <Input
              type="search"
              ariaLabel="Find node"
              placeholder="Find node"
              value={find}
              onChange={({ detail }) => setFind(detail.value)}
            />
          </div>
          <GroupSelect group={group} onChange={(name) => change({ group: name, node: undefined, edge: undefined })} />
          <TimeRangePicker range={shown} onChange={(picked) => change(rangeToSearch(picked))} />
          <LiveToggle live={live} range={shown} onChange={(on) => change({ live: on ? undefined : '0' })} />
          {view === 'list' ? null : (
            <SegmentedControl
              label="In the nodes"
              selectedId={content}
              onChange={({ detail }) => change({ content: detail.selectedId === 'metrics' ? undefined : detail.selectedId })}
              options={[
                { id: 'metrics', text: 'Metrics' },
                { id: 'icons', text: 'Icons' },
              ]}
            />
          )}
          <SegmentedControl
            label="View"
            selectedId={view}
            onChange={({ detail }) => change({ view: detail.selectedId })}
            options={[
              { id: 'map', text: 'Map' },
              { id: 'list', text: 'List' },
            ]}
          />
          <Button iconName="refresh" ariaLabel="Refresh" loading={query.refreshing} onClick={query.refetch} />
        </div>
        {query.error === null ? null : <CallFailed what="The trace map" error={query.error} onRetry={query.refetch} />}
        {query.loading ? <Skeleton height="480px" /> : null}
        {graph === undefined ? null : (
          <Shown
            graph={graph}
            view={view}
            chosen={chosen}
            chosenEdge={chosenEdge}
            content={content}
            find={find}
            where={describeRange(shown)}
            onWiden={
              shown.kind === 'relative' && shown.minutes === widest.minutes ? undefined : () => change(rangeToSearch(widest))
            }
            onChoose={choose}
            onChooseEdge={({ key }) => change({ node: undefined, edge: key })}
          />
        )}
      </SpaceBetween>
    </Frame>
  );
}

/** A map on a phone is a puzzle; the list says the same. */
function isNarrow(): boolean {
  return window.matchMedia('(width < 640px)').matches;
}

interface PanelProps {
  readonly graph: MapGraph | undefined;
  readonly chosen: string | undefined;
  readonly chosenEdge: string | undefined;
  readonly search: Readonly<Record<string, string | undefined>>;
  onChoose(key: string | undefined): void;
  onChooseEdge(edge: MapEdge): void;
}

function Panel({ graph, chosen, chosenEdge, search, onChoose, onChooseEdge }: PanelProps) {
  const nodeOf = (key: string | undefined) => graph?.nodes.find((node) => node.key === key);
  const edge = graph?.edges.find(({ key }) => key === chosenEdge);
  const [from, to] = [nodeOf(edge?.from), nodeOf(edge?.to)];
  if (edge !== undefined && from !== undefined && to !== undefined)
    return <EdgePanel edge={edge} from={from} to={to} search={search} onChoose={({ key }) => onChoose(key)} />;
  return <NodePanel node={nodeOf(chosen)} graph={graph} search={search} onChooseEdge={onChooseEdge} />;
}

interface ShownProps {
  readonly graph: MapGraph;
  readonly view: string;
  readonly chosen: string | undefined;
  readonly chosenEdge: string | undefined;
  readonly content: MapContent;
  readonly find: string;
  readonly where: string;
  readonly onWiden: (() => void) | undefined;
  onChoose(key: string | undefined): void;
  onChooseEdge(edge: MapEdge): void;
}

function Shown({ graph, view, chosen, chosenEdge, content, find, where, onWiden, onChoose, onChooseEdge }: ShownProps) {
  if (graph.nodes.length === 0) return <NoTraces where={where} onWiden={onWiden} />;
  if (view === 'list')
    return (
      <Suspense fallback={<Skeleton height="320px" />}>
        <MapList
          nodes={graph.nodes.filter(({ name }) => name.toLowerCase().includes(find.trim().toLowerCase()))}
          onChoose={({ key }) => onChoose(key)}
        />
      </Suspense>
    );
  return (
    <Box>
      <TraceMap
        graph={graph}
        chosen={chosen}
        chosenEdge={chosenEdge}
        content={content}
        find={find}
        onChoose={(node) => onChoose(node?.key)}
        onChooseEdge={onChooseEdge}
      />
    </Box>
  );
}
