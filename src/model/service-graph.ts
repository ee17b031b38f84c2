/**
 * The service graph: a pure function of traces. The order of the traces, and of what arrived in them, does not matter.
 *
 * Called by GetTraceGraph and GetServiceGraph. AWS pages: GetServiceGraph (API), "Using the X-Ray trace map".
 */
import { edgeObservations, nodeObservations } from './graph-observations.ts';
import { GraphStatistics, type StoredStatistics, type SummaryStatistics } from './graph-statistics.ts';
import { Histogram, type HistogramEntry, type HistogramPairs } from './histogram.ts';
import type { Outcome } from './outcome.ts';
import { awsServiceId, clientOf, type ServiceId, serviceKey } from './service-id.ts';
import type { Trace } from './trace.ts';

/** AWS's shape of Edge. Times are epoch seconds. */
export interface GraphEdge {
  readonly ReferenceId: number;
  readonly StartTime: number;
  readonly EndTime: number;
  readonly SummaryStatistics: SummaryStatistics;
  readonly ResponseTimeHistogram: readonly HistogramEntry[];
  readonly Aliases: readonly { readonly Name: string; readonly Names: readonly string[]; readonly Type: string }[];
}

/** AWS's shape of Service. Times are epoch seconds; clients have no statistics. */
export interface GraphService {
  /** Index in this answer. */
  readonly ReferenceId: number;
  readonly Name: string;
  readonly Names: readonly string[];
  readonly Root?: true | undefined;
  readonly AccountId?: string | undefined;
  readonly Type?: string | undefined;
  /** `active`: it sends segments; `passive`: a remote service that does not; `unknown`: AWS resources and clients. */
  readonly State: 'active' | 'passive' | 'unknown';
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Edges: readonly GraphEdge[];
  readonly SummaryStatistics?: SummaryStatistics | undefined;
  readonly DurationHistogram?: readonly HistogramEntry[] | undefined;
  readonly ResponseTimeHistogram?: readonly HistogramEntry[] | undefined;
}

/** @param traces of one account. */
export function serviceGraph(traces: readonly Trace[]): GraphService[] {
  const builder = new ServiceGraphBuilder();
  for (const trace of traces) builder.addTrace(trace);
  return builder.services(traces[0]?.account);
}

/** A graph as kept in a database: one entry per node, in any order. */
export interface StoredNode {
  readonly name: string;
  readonly type?: string | undefined;
  readonly account?: string | undefined;
  readonly first: number;
  readonly last: number;
  readonly root: boolean;
  readonly active: boolean;
  readonly statistics: StoredStatistics;
  readonly durations: HistogramPairs;
  readonly edges: readonly StoredEdge[];
}

export interface StoredEdge {
  /** Place of the callee among the nodes. */
  readonly to: number;
  readonly first: number;
  readonly last: number;
  readonly statistics: StoredStatistics;
  readonly aliases: readonly { readonly name: string; readonly type: string }[];
}

/** Seconds during which a node or edge was seen, by the starts of its traces. */
interface Seen {
  first: number;
  last: number;
}

interface Node extends Seen {
  readonly service: ServiceId;
  root: boolean;
  active: boolean;
  readonly edges: Map<string, EdgeTo>;
  readonly statistics: GraphStatistics;
  readonly durations: Histogram;
}

interface EdgeTo extends Seen {
  readonly statistics: GraphStatistics;
  readonly aliases: Map<string, { readonly name: string; readonly type: string }>;
}

/** Gathers observations, one by one or counted, and answers with AWS's shape. */
export class ServiceGraphBuilder {
  readonly #nodes = new Map<string, Node>();

  addTrace(trace: Trace): void {
    const at = trace.startTime;
    for (const { service, segment, root, outcome, micros, durationMicros } of nodeObservations(trace)) {
      const sends = segment.document.inferred !== true;
      this.addNode(service, { at, root, sends, outcome, micros, durationMicros });
    }
    for (const { from, to, outcome, micros, alias } of edgeObservations(trace)) {
      this.addEdge(from, to, { at, outcome, micros, alias });
    }
  }

  /**
   * @param seen `at`: epoch seconds at which the trace started; `sends`: the service reported itself; `count`: how many like this.
   */
  addNode(
    service: ServiceId,
    seen: {
      readonly at: number;
      readonly root: boolean;
      readonly sends: boolean;
      readonly outcome: Outcome;
      readonly micros: number;
      readonly durationMicros: number;
      readonly count?: number | undefined;
    },
  ): void {
    const node = this.#node(service, seen.at);
    node.root ||= seen.root;
    node.active ||= seen.sends;
    node.statistics.add(seen.outcome, seen.micros, seen.count);
    node.durations.add(Math.round(seen.durationMicros / 1000), seen.count);
  }

  addEdge(
    from: ServiceId,
    to: ServiceId,
    seen: {
      readonly at: number;
      readonly outcome: Outcome;
      readonly micros: number;
      readonly alias: { readonly name: string; readonly type: string } | undefined;
      readonly count?: number | undefined;
    },
  ): void {
    this.#node(to, seen.at);
    const { edges } = this.#node(from, seen.at);
    const key = serviceKey(to);
    let edge = edges.get(key);
    if (edge === undefined) {
      edge = { first: seen.at, last: seen.at, statistics: new GraphStatistics(), aliases: new Map() };
      edges.set(key, edge);
    }
    widen(edge, seen.at);
    edge.statistics.add(seen.outcome, seen.micros, seen.count);
    if (seen.alias !== undefined) edge.aliases.set(aliasKey(seen.alias), seen.alias);
  }

  /** Adds another graph, of other traces: the graph of both sets of traces. The other one stays as it is. */
  addAll(other: ServiceGraphBuilder): void {
    for (const { service, first, last, root, active, edges, statistics, durations } of other.#nodes.values()) {
      const node = this.#node(service, first);
      widen(node, last);
      node.root ||= root;
      node.active ||= active;
      node.statistics.addAll(statistics);
      node.durations.addAll(durations);
      for (const [key, edge] of edges) addEdgeTo(node, key, edge);
    }
  }

  stored(): StoredNode[] {
    const places = new Map([...this.#nodes.keys()].map((key, place) => [key, place]));
    return [...this.#nodes.values()].map(({ service, first, last, root, active, statistics, durations, edges }) => ({
      name: service.name,
      type: service.type,
      account: service.account,
      first,
      last,
      root,
      active,
      statistics: statistics.stored(),
      durations: durations.pairs(),
      edges: [...edges].map(([key, edge]) => ({
        to: places.get(key) ?? 0,
        first: edge.first,
        last: edge.last,
        statistics: edge.statistics.stored(),
        aliases: [...edge.aliases.values()],
      })),
    }));
  }

  addStored(stored: readonly StoredNode[]): void {
    const nodes = stored.map(({ name, type, account, first }) => this.#node({ name, type, account }, first));
    for (const [place, node] of nodes.entries()) {
      const from = stored[place];
      if (from === undefined) continue;
      widen(node, from.last);
      node.root ||= from.root;
      node.active ||= from.active;
      node.statistics.addStored(from.statistics);
      node.durations.addPairs(from.durations);
      for (const edge of from.edges) {
        const callee = nodes[edge.to];
        if (callee !== undefined) addEdgeTo(node, serviceKey(callee.service), restoredEdge(edge));
      }
    }
  }

  /** What all nodes together have counted that are selected. */
  nodeStatistics(isSelected: (service: ServiceId) => boolean): GraphStatistics {
    const sum = new GraphStatistics();
    for (const { service, statistics } of this.#nodes.values()) if (isSelected(service)) sum.addAll(statistics);
    return sum;
  }

  /** What all edges together have counted that are selected. */
  edgeStatistics(isSelected: (from: ServiceId, to: ServiceId) => boolean): GraphStatistics {
    const sum = new GraphStatistics();
    for (const { service: from, edges } of this.#nodes.values()) {
      for (const [key, { statistics }] of edges) {
        const to = this.#nodes.get(key)?.service;
        if (to !== undefined && isSelected(from, to)) sum.addAll(statistics);
      }
    }
    return sum;
  }

  /**
   * In order of name, a service before its client; ReferenceId is the index.
   * @param own account of whoever asks, which AWS does not name.
   */
  services(own: string | undefined): GraphService[] {
    const nodes = [...this.#nodes].sort(([, left], [, right]) => compareServices(left.service, right.service));
    const references = new Map(nodes.map(([key], index) => [key, index]));
    return nodes.map(([, node], index) => printedNode(node, index, references, own));
  }

  #node(service: ServiceId, at: number): Node {
    const key = serviceKey(service);
    let node = this.#nodes.get(key);
    if (node === undefined) {
      node = {
        service,
        first: at,
        last: at,
        root: false,
        active: false,
        edges: new Map(),
        statistics: new GraphStatistics(),
        durations: new Histogram(),
      };
      this.#nodes.set(key, node);
    }
    widen(node, at);
    return node;
  }
}

/** Services and clients of one trace, as a summary lists them: in order of their segments, clients last. */
export function servicesOf(trace: Trace): ServiceId[] {
  const services = trace.segments.map((segment) => segment.service);
  const clients = trace.segments.filter((segment) => segment.caller.kind === 'none').map((segment) => clientOf(segment.service));
  return [...new Map([...services, ...clients].map((service) => [serviceKey(service), service])).values()];
}

function restoredEdge({ first, last, statistics, aliases }: StoredEdge): EdgeTo {
  const edge: EdgeTo = { first, last, statistics: new GraphStatistics(), aliases: new Map() };
  edge.statistics.addStored(statistics);
  for (const alias of aliases) edge.aliases.set(aliasKey(alias), alias);
  return edge;
}

function aliasKey({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${name}\u0000${type}`;
}

function addEdgeTo(node: Node, key: string, { first, last, statistics, aliases }: EdgeTo): void {
  const edge = node.edges.get(key) ?? { first, last, statistics: new GraphStatistics(), aliases: new Map() };
  node.edges.set(key, edge);
  widen(edge, first);
  widen(edge, last);
  edge.statistics.addAll(statistics);
  for (const [name, alias] of aliases) edge.aliases.set(name, alias);
}

function widen(seen: Seen, at: number): void {
  seen.first = Math.min(seen.first, at);
  seen.last = Math.max(seen.last, at);
}

function printedNode(node: Node, index: number, references: ReadonlyMap<string, number>, own: string | undefined): GraphService {
  const edges = [...node.edges]
    .map(([key, edge]) => printedEdge(edge, references.get(key) ?? 0))
    .sort((left, right) => left.ReferenceId - right.ReferenceId);
  return {
    ReferenceId: index,
    ...awsServiceId(node.service, own),
    Root: node.root ? true : undefined,
    State: stateOf(node),
    ...printedTimes(node),
    Edges: edges,
    ...(node.service.type !== 'client' && {
      SummaryStatistics: node.statistics.summary(),
      DurationHistogram: node.durations.entries(),
      ResponseTimeHistogram: node.statistics.responseTimes(),
    }),
  };
}

function printedEdge(edge: EdgeTo, reference: number): GraphEdge {
  const aliases = [...edge.aliases].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    ReferenceId: reference,
    ...printedTimes(edge),
    SummaryStatistics: edge.statistics.summary(),
    ResponseTimeHistogram: edge.statistics.responseTimes(),
    Aliases: aliases.map(([, { name, type }]) => ({ Name: name, Names: [name], Type: type })),
  };
}

/** Whole seconds: the last one has begun, so it ends one later. */
function printedTimes(seen: Seen): { StartTime: number; EndTime: number } {
  return { StartTime: Math.floor(seen.first), EndTime: Math.floor(seen.last) + 1 };
}

function stateOf(node: Node): GraphService['State'] {
  if (node.active) return 'active';
  return node.service.type === 'remote' ? 'passive' : 'unknown';
}

function compareServices(left: ServiceId, right: ServiceId): number {
  return (
    compareTexts(left.name, right.name) ||
    Number(left.type === 'client') - Number(right.type === 'client') ||
    compareTexts(left.type ?? '', right.type ?? '') ||
    compareTexts(left.account ?? '', right.account ?? '')
  );
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
