/** Who calls a node and whom it calls, as the callers measured it: the lines of the map for whoever cannot point at them. Used by NodePanel.tsx. */
import Link from '@cloudscape-design/components/link';
import { formatDuration } from '../format/duration.ts';
import { visibleText } from '../format/text.ts';
import type { MapEdge, MapGraph, MapNode } from './map-model.ts';
import { describeProblems, formatRate, shortName } from './node-words.ts';
import { averageSeconds } from './service-statistics.ts';

interface NodeCallsProps {
  readonly node: MapNode;
  readonly graph: MapGraph;
  readonly onChooseEdge: ((edge: MapEdge) => void) | undefined;
}

export function NodeCalls({ node, graph, onChooseEdge }: NodeCallsProps) {
  const names = new Map(graph.nodes.map(({ key, name }) => [key, name]));
  const lists = [
    { title: 'Called by', edges: graph.edges.filter(({ to }) => to === node.key), other: ({ from }: MapEdge) => from },
    { title: 'Calls', edges: graph.edges.filter(({ from }) => from === node.key), other: ({ to }: MapEdge) => to },
  ];
  return lists.map(({ title, edges, other }) =>
    edges.length === 0 ? null : (
      <section key={title} className="rg-calls">
        <h3>{title}</h3>
        <ul>
          {edges.map((edge) => {
            const name = visibleText(shortName(names.get(other(edge)) ?? ''));
            return (
              <li key={edge.key}>
                {onChooseEdge === undefined ? (
                  <span className="rg-break">{name}</span>
                ) : (
                  <Link
                    href="#"
                    onFollow={(event) => {
                      event.preventDefault();
                      onChooseEdge(edge);
                    }}
                  >
                    <span className="rg-break">{name}</span>
                  </Link>
                )}
                <span className="rg-number">{describeCall(edge)}</span>
              </li>
            );
          })}
        </ul>
      </section>
    ),
  );
}

/** `12 requests a minute · 41 ms · 3 % faults`. */
export function describeCall({ outcomes, perMinute, link }: MapEdge): string {
  const average = averageSeconds(outcomes);
  return [
    link ? 'linked traces' : undefined,
    formatRate(perMinute),
    average === undefined ? undefined : formatDuration(average),
    ...describeProblems(outcomes),
  ]
    .filter((fact) => fact !== undefined)
    .join(' · ');
}
