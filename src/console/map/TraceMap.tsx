/**
 * The trace map: nodes and calls laid out from left to right, to be panned, zoomed and walked by keyboard. Used by MapPage.tsx and
 * by the trace page. At most a couple of hundred nodes are drawn: alike leaves of one caller are stacked until they are opened.
 */
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useDark } from '../app/theme.ts';
import './map.css';
import { useFill } from '../look/use-fill.ts';
import { labelHeight, labelWidth, layoutMap, type MapLayout } from './layout.ts';
import { MapEdges } from './MapEdges.tsx';
import { MapLegend } from './MapLegend.tsx';
import { type MapEdge, type MapGraph, type MapNode, stackLeaves } from './map-model.ts';
import { neighbourInDirection } from './neighbours.ts';
import { describeNode } from './node-words.ts';
import { type MapContent, type ServiceFlowNode, ServiceNode } from './ServiceNode.tsx';

interface TraceMapProps {
  readonly graph: MapGraph;
  /** Key of the chosen node. */
  readonly chosen: string | undefined;
  readonly content: MapContent;
  /** Nodes whose name does not hold this text are dimmed. */
  readonly find: string;
  /** Key of the chosen call. */
  readonly chosenEdge?: string | undefined;
  onChoose(node: MapNode | undefined): void;
  readonly onChooseEdge?: ((edge: MapEdge) => void) | undefined;
}

/** So long does a panel take to open. */
const panelOpensMs = 150;
const leastHeight = 350;
/** Below the map, in one line. */
const legendHeight = 28;
const nodeTypes = { service: ServiceNode };
/** Fewer nodes are drawn one by one. */
const stackFrom = 24;
/** Beside an open panel a larger one would hide what it shows. */
const minimapSize = { width: 150, height: 100 };
/** The map is fitted into view unless that would make it unreadable. */
const readableZoom = 0.6;

export function TraceMap(props: TraceMapProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ graph, chosen, chosenEdge, content, find, onChoose, onChooseEdge }: TraceMapProps) {
  const dark = useDark();
  const box = useRef<HTMLDivElement>(null);
  const height = useFill(box, leastHeight) - legendHeight;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const drawn = useMemo(() => (graph.nodes.length < stackFrom ? graph : stackLeaves(graph, opened)), [graph, opened]);
  const shape = drawn.nodes.map(({ key }) => key).join('\n');
  const layout = useMemo(() => layoutMap(drawn), [drawn]);
  const near = useMemo(() => neighbours(drawn, chosen, chosenEdge), [drawn, chosen, chosenEdge]);
  const needle = find.trim().toLowerCase();
  const nodes = useMemo(
    () =>
      layout.nodes.map((placed): ServiceFlowNode => {
        const { node, x, y, radius } = placed;
        const missed = needle !== '' && !holdsName(node, needle);
        return {
          id: node.key,
          type: 'service',
          position: { x: x - labelWidth / 2, y: y - radius },
          width: labelWidth,
          height: 2 * radius + labelHeight,
          data: { placed, chosen: node.key === chosen, dimmed: missed || (near !== undefined && !near.has(node.key)), content },
          ariaLabel: node.members.length > 0 ? `${describeNode(node)}. Enter opens the stack` : describeNode(node),
        };
      }),
    [layout, needle, near, chosen, content],
  );
  const found = useMemo(
    () => (needle === '' ? undefined : new Set(drawn.nodes.filter((node) => holdsName(node, needle)).map(({ key }) => key))),
    [drawn, needle],
  );
  const fits = useInitialView(shape, layout, box);
  useFound(nodes, needle);
  useChosen(layout, chosenEdge === undefined ? chosen : drawn.edges.find(({ key }) => key === chosenEdge)?.to, box);
  const zoom = useStore((state) => state.transform[2]);

  const choose = (key: string): void => {
    const node = drawn.nodes.find((candidate) => candidate.key === key);
    if (node !== undefined && node.members.length > 0) setOpened((before) => new Set([...before, node.key]));
    else onChoose(node);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')?.dataset['id'];
    if (key === undefined) return;
    const next = neighbourInDirection(layout.nodes, key, event.key);
    if (next !== undefined) {
      event.preventDefault();
      box.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(key);
    } else if (event.key === 'Escape') onChoose(undefined);
  };

  return (
    <>
      <div ref={box} className="rg-map" style={{ height, ['--rg-zoom' as string]: zoom }} onKeyDownCapture={onKeyDown}>
        <ReactFlow
          nodes={nodes}
          edges={[]}
          nodeTypes={nodeTypes}
          colorMode={dark ? 'dark' : 'light'}
          nodesDraggable={false}
          nodesConnectable={false}
          elementsSelectable={false}
          nodesFocusable
          minZoom={0.1}
          maxZoom={2}
          onNodeClick={(_event, node) => choose(node.id)}
          onPaneClick={() => onChoose(undefined)}
          attributionPosition="top-right"
          aria-label="Trace map"
        >
          <Background gap={24} size={1} />
          <MapEdges
            edges={drawn.edges}
            layout={layout}
            chosen={chosen}
            chosenEdge={chosenEdge}
            found={found}
            onChoose={(edge) => onChooseEdge?.(edge)}
          />
          <Controls showInteractive={false} />
          {fits ? null : <MiniMap pannable zoomable nodeStrokeWidth={3} nodeClassName={minimapClass} style={minimapSize} />}
        </ReactFlow>
      </div>
      <MapLegend onCollapse={opened.size === 0 ? undefined : () => setOpened(new Set())} />
    </>
  );
}

function minimapClass(node: { readonly data: Record<string, unknown> }): string {
  const { placed } = node.data as ServiceFlowNode['data'];
  const outcomes = placed.node.outcomes;
  return outcomes !== undefined && outcomes.total > 0 && outcomes.fault / outcomes.total > 0.05 ? 'rg-mini-fault' : 'rg-mini';
}

/** The node with its callers and callees, or both ends of a call; undefined when none is chosen, or the chosen one is not drawn. */
function neighbours(
  graph: MapGraph,
  chosen: string | undefined,
  chosenEdge: string | undefined,
): ReadonlySet<string> | undefined {
  const edge = graph.edges.find(({ key }) => key === chosenEdge);
  if (edge !== undefined) return new Set([edge.from, edge.to]);
  if (chosen === undefined || !graph.nodes.some(({ key }) => key === chosen)) return undefined;
  const near = new Set([chosen]);
  for (const { from, to } of graph.edges) {
    if (from === chosen) near.add(to);
    if (to === chosen) near.add(from);
  }
  return near;
}

/** What is looked for comes into view; the view stays where it is when nothing is found, or nothing looked for. */
function useFound(nodes: readonly ServiceFlowNode[], needle: string): void {
  const flow = useReactFlow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: new numbers do not move the view
  useEffect(() => {
    if (needle === '') return undefined;
    const found = nodes.filter(({ data }) => holdsName(data.placed.node, needle));
    if (found.length === 0) return undefined;
    // After the view has been fitted, which the first paint does.
    const frame = requestAnimationFrame(
      () => void flow.fitView({ nodes: found, padding: 0.3, minZoom: readableZoom, maxZoom: 1 }),
    );
    return () => cancelAnimationFrame(frame);
  }, [needle, flow]);
}

/** The panel that opens beside the map may cover what was chosen: then it is brought back into view. */
function useChosen(layout: MapLayout, key: string | undefined, box: React.RefObject<HTMLDivElement | null>): void {
  const flow = useReactFlow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice moves the view
  useEffect(() => {
    const placed = layout.nodes.find(({ node }) => node.key === key);
    if (placed === undefined) return undefined;
    const timer = window.setTimeout(() => {
      const { x, y, zoom } = flow.getViewport();
      const { clientWidth = 0, clientHeight = 0 } = box.current ?? {};
      const [left, top] = [placed.x * zoom + x, placed.y * zoom + y];
      const margin = (labelWidth / 2) * zoom;
      const seen = left > margin && left < clientWidth - margin && top > margin && top < clientHeight - margin;
      if (!seen) void flow.setCenter(placed.x, placed.y, { zoom });
    }, panelOpensMs);
    return () => window.clearTimeout(timer);
  }, [key, flow]);
}

/** A stack is found by what it holds. */
function holdsName({ name, members }: MapNode, needle: string): boolean {
  return `${name} ${members.map((member) => member.name).join(' ')}`.toLowerCase().includes(needle);
}

/** Fits the map when its nodes change, not when their numbers do; a map too large to read starts at its left edge. @returns does all of it fit? */
function useInitialView(
  shape: string,
  layout: { readonly width: number; readonly height: number },
  box: React.RefObject<HTMLDivElement | null>,
): boolean {
  const flow = useReactFlow();
  const [fits, setFits] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other nodes make another view
  useEffect(() => {
    const { clientWidth = 1, clientHeight = 1 } = box.current ?? {};
    const fit = Math.min(clientWidth / (layout.width + 24), clientHeight / (layout.height + 24));
    const zoom = Math.min(Math.max(fit, readableZoom), 1.1);
    setFits(fit >= readableZoom);
    const x = fit >= readableZoom ? (clientWidth - layout.width * zoom) / 2 : 12;
    void flow.setViewport({ x, y: (clientHeight - layout.height * zoom) / 2, zoom });
  }, [shape, flow]);
  return fits;
}
