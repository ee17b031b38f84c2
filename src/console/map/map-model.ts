/** GetServiceGraph's answer as nodes and edges with stable keys. Called by use-graph.ts; pure. */
import type { GraphService, ServiceEdge, ServiceGraph } from '../api/xray-types.ts';
import { pluralFor } from './glyphs.ts';
import { addOutcomes, type Outcomes, outcomesOf } from './service-statistics.ts';

export interface MapNode {
  /** Name, type and account: ReferenceIds change with every answer. */
  readonly key: string;
  readonly name: string;
  readonly type: string | undefined;
  readonly accountId: string | undefined;
  readonly root: boolean;
  readonly state: string | undefined;
  readonly outcomes: Outcomes | undefined;
  readonly perMinute: number | undefined;
  /** What a stack holds; empty for a single node. */
  readonly members: readonly MapNode[];
  /** As answered; undefined for a stack. */
  readonly service: GraphService | undefined;
}

export interface MapEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly outcomes: Outcomes | undefined;
  readonly perMinute: number | undefined;
  /** A link between traces, not a call. */
  readonly link: boolean;
  /** As answered; undefined for the calls of a stack. */
  readonly edge: ServiceEdge | undefined;
}

export interface MapGraph {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

export function buildMap(graph: ServiceGraph): MapGraph {
  const minutes = Math.max(((graph.EndTime ?? 0) - (graph.StartTime ?? 0)) / 60, 1);
  const keys = new Map<number, string>();
  const nodes = new Map<string, MapNode>();
  for (const service of graph.Services ?? []) {
    const base = [service.Type ?? '', service.Name ?? '', service.AccountId ?? ''].join('|');
    let key = base;
    for (let copy = 2; nodes.has(key); copy += 1) key = `${base}|${copy}`;
    keys.set(service.ReferenceId ?? -1, key);
    const outcomes = outcomesOf(service.SummaryStatistics);
    nodes.set(key, {
      key,
      name: service.Name ?? '(no name)',
      type: service.Type ?? undefined,
      accountId: service.AccountId ?? undefined,
      root: service.Root === true,
      state: service.State ?? undefined,
      outcomes,
      perMinute: outcomes === undefined ? undefined : outcomes.total / minutes,
      members: [],
      service,
    });
  }
  const edges: MapEdge[] = [];
  for (const service of graph.Services ?? []) {
    const from = keys.get(service.ReferenceId ?? -1);
    for (const edge of service.Edges ?? []) {
      const to = keys.get(edge.ReferenceId ?? -1);
      if (from === undefined || to === undefined) continue;
      const outcomes = outcomesOf(edge.SummaryStatistics);
      edges.push({
        key: `${from}→${to}`,
        from,
        to,
        outcomes,
        perMinute: outcomes === undefined ? undefined : outcomes.total / minutes,
        link: edge.EdgeType === 'link',
        edge,
      });
    }
  }
  return { nodes: [...nodes.values()], edges };
}

/** Fewer leaves of one parent than this are drawn one by one. */
const smallestStack = 3;

/**
 * Draws the alike leaves of one caller ("12 tables") as one node, unless it has been opened.
 * @param opened keys of the stacks that are open.
 */
export function stackLeaves(graph: MapGraph, opened: ReadonlySet<string>): MapGraph {
  const callers = new Map<string, MapEdge[]>();
  const calling = new Set<string>();
  for (const edge of graph.edges) {
    callers.set(edge.to, [...(callers.get(edge.to) ?? []), edge]);
    calling.add(edge.from);
  }
  const groups = new Map<string, { readonly node: MapNode; readonly edge: MapEdge }[]>();
  for (const node of graph.nodes) {
    const [edge, ...others] = callers.get(node.key) ?? [];
    if (edge === undefined || others.length > 0 || calling.has(node.key) || edge.from === node.key || edge.link) continue;
    const group = `stack|${edge.from}|${node.type ?? ''}`;
    groups.set(group, [...(groups.get(group) ?? []), { node, edge }]);
  }
  const stacked = [...groups].filter(([key, members]) => members.length >= smallestStack && !opened.has(key));
  const hidden = new Set(stacked.flatMap(([, members]) => members.map(({ node }) => node.key)));
  return {
    nodes: [...graph.nodes.filter((node) => !hidden.has(node.key)), ...stacked.map(([key, members]) => stackNode(key, members))],
    edges: [...graph.edges.filter((edge) => !hidden.has(edge.to)), ...stacked.map(([key, members]) => stackEdge(key, members))],
  };
}

type Members = readonly { readonly node: MapNode; readonly edge: MapEdge }[];

function stackNode(key: string, members: Members): MapNode {
  const nodes = members.map(({ node }) => node);
  const first = nodes[0];
  return {
    key,
    name: `${nodes.length} ${pluralFor(first?.type)}`,
    type: first?.type,
    accountId: first?.accountId,
    root: false,
    state: 'active',
    outcomes: addOutcomes(nodes.map((node) => node.outcomes)),
    perMinute: sumRates(nodes),
    members: nodes,
    service: undefined,
  };
}

function stackEdge(key: string, members: Members): MapEdge {
  const edges = members.map(({ edge }) => edge);
  const from = edges[0]?.from ?? '';
  return {
    key: `${from}→${key}`,
    from,
    to: key,
    outcomes: addOutcomes(edges.map((edge) => edge.outcomes)),
    perMinute: sumRates(edges),
    link: false,
    edge: undefined,
  };
}

function sumRates(rated: readonly { readonly perMinute: number | undefined }[]): number | undefined {
  return rated.every(({ perMinute }) => perMinute === undefined)
    ? undefined
    : rated.reduce((total, { perMinute }) => total + (perMinute ?? 0), 0);
}

/** `AWS::DynamoDB::Table` → `DynamoDB Table`: what people call it. */
export function typeLabel(type: string | undefined): string {
  if (type === undefined || type === '') return 'Service';
  if (type === 'client') return 'Client';
  if (type === 'remote') return 'Remote';
  if (type === 'AWS::Lambda') return 'Lambda context';
  return type.replace(/^AWS::/, '').replaceAll('::', ' ');
}
