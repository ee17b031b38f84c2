/**
 * The trace map: nodes and calls laid out from left to right, to be panned, zoomed and walked by keyboard. Used by MapPage.tsx and
 * by the trace page. At most a couple of hundred nodes are drawn: alike leaves of one caller are stacked until they are opened.
 */
import { Background, Controls, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useDark } from '../app/theme.ts';
import './map.css';
import { labelHeight, labelWidth, layoutMap } from './layout.ts';
import { MapEdges } from './MapEdges.tsx';
import { MapLegend } from './MapLegend.tsx';
import { type MapGraph, type MapNode, stackLeaves } from './map-model.ts';
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
  /** CSS height. */
  readonly height: string;
  onChoose(node: MapNode | undefined): void;
}

const nodeTypes = { service: ServiceNode };
/** Fewer nodes are drawn one by one. */
const stackFrom = 24;
/** The map is fitted into view unless that would make it unreadable. */
const readableZoom = 0.6;

export function TraceMap(props: TraceMapProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ graph, chosen, content, find, height, onChoose }: TraceMapProps) {
  const dark = useDark();
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const drawn = useMemo(() => (graph.nodes.length < stackFrom ? graph : stackLeaves(graph, opened)), [graph, opened]);
  const shape = drawn.nodes.map(({ key }) => key).join('\n');
  const layout = useMemo(() => layoutMap(drawn), [drawn]);
  const near = useMemo(() => neighbours(drawn, chosen), [drawn, chosen]);
  const needle = find.trim().toLowerCase();
  const nodes = useMemo(
    () =>
      layout.nodes.map((placed): ServiceFlowNode => {
        const { node, x, y, radius } = placed;
        const missed =
          needle !== '' && !`${node.name} ${node.members.map(({ name }) => name).join(' ')}`.toLowerCase().includes(needle);
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
  const fits = useInitialView(shape, layout, box);
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
          attributionPosition="bottom-center"
          aria-label="Trace map"
        >
          <Background gap={24} size={1} />
          <MapEdges edges={drawn.edges} layout={layout} chosen={chosen} />
          <Controls showInteractive={false} />
          {fits ? null : <MiniMap pannable zoomable nodeStrokeWidth={3} nodeClassName={minimapClass} />}
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

/** The node with its callers and callees; undefined when none is chosen, or the chosen one is not drawn. */
function neighbours(graph: MapGraph, chosen: string | undefined): ReadonlySet<string> | undefined {
  if (chosen === undefined || !graph.nodes.some(({ key }) => key === chosen)) return undefined;
  const near = new Set([chosen]);
  for (const { from, to } of graph.edges) {
    if (from === chosen) near.add(to);
    if (to === chosen) near.add(from);
  }
  return near;
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
