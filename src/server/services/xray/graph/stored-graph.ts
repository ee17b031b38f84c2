/**
 * Graphs as bytes: names as text, times and counts as numbers, and histograms, which are nearly all of it, as the steps from one
 * millisecond to the next.
 *
 * Who calls it: `graph-table.ts`. Seven bytes of text become two, and reading makes no objects but those of the graph.
 */
import type { StoredStatistics } from '../../../../model/graph-statistics.ts';
import type { HistogramPairs } from '../../../../model/histogram.ts';
import { ServiceGraphBuilder, type StoredEdge, type StoredNode } from '../../../../model/service-graph.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { RowBinaryReader } from '../../../store/row-binary-reader.ts';

const ROOT = 1;
const ACTIVE = 2;
/** A text that is not there, as opposed to an empty one. */
const ABSENT = '\u0000';

export function writeGraph(row: RowBinaryWriter, graph: ServiceGraphBuilder): void {
  row.array(graph.stored(), (to, node) => {
    writeText(to, node.name);
    writeText(to, node.type);
    writeText(to, node.account);
    to.float64(node.first).float64(node.last);
    to.uint8((node.root ? ROOT : 0) | (node.active ? ACTIVE : 0));
    writeStatistics(to, node.statistics);
    to.bytes(packed(node.durations));
    to.array(node.edges, writeEdge);
  });
}

export function readGraph(row: RowBinaryReader): ServiceGraphBuilder {
  const nodes = row.array((from): StoredNode => {
    const [name = '', type, account] = [readText(from), readText(from), readText(from)];
    const [first, last, flags] = [from.float64(), from.float64(), from.uint8()];
    return {
      name,
      type,
      account,
      first,
      last,
      root: (flags & ROOT) !== 0,
      active: (flags & ACTIVE) !== 0,
      statistics: readStatistics(from),
      durations: unpacked(from.bytes()),
      edges: from.array(readEdge),
    };
  });
  const graph = new ServiceGraphBuilder();
  graph.addStored(nodes);
  return graph;
}

function writeEdge(to: RowBinaryWriter, edge: StoredEdge): void {
  to.uint32(edge.to).float64(edge.first).float64(edge.last);
  writeStatistics(to, edge.statistics);
  to.array(edge.aliases, (row, { name, type }) => row.string(name).string(type));
}

function readEdge(from: RowBinaryReader): StoredEdge {
  return {
    to: from.uint32(),
    first: from.float64(),
    last: from.float64(),
    statistics: readStatistics(from),
    aliases: from.array((row) => ({ name: row.string(), type: row.string() })),
  };
}

function writeStatistics(to: RowBinaryWriter, [ok, error, throttle, fault, micros, times]: StoredStatistics): void {
  for (const number of [ok, error, throttle, fault, micros]) to.float64(number);
  to.bytes(packed(times));
}

function readStatistics(from: RowBinaryReader): StoredStatistics {
  const [ok, error, throttle, fault] = [from.float64(), from.float64(), from.float64(), from.float64()];
  return [ok, error, throttle, fault, from.float64(), unpacked(from.bytes())];
}

function writeText(to: RowBinaryWriter, text: string | undefined): void {
  to.string(text ?? ABSENT);
}

function readText(from: RowBinaryReader): string | undefined {
  const text = from.string();
  return text === ABSENT ? undefined : text;
}

/** Seven bits a byte, the lowest first; milliseconds as the step from the ones before. */
function packed(pairs: HistogramPairs): Uint8Array {
  const bytes = new Uint8Array(pairs.length * 8);
  let length = 0;
  let before = 0;
  for (let at = 0; at < pairs.length; at++) {
    const value = pairs[at] ?? 0;
    let rest = at % 2 === 0 ? value - before : value;
    if (at % 2 === 0) before = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[length++] = (rest % 128) | 128;
    bytes[length++] = rest;
  }
  return bytes.subarray(0, length);
}

function unpacked(bytes: Uint8Array): HistogramPairs {
  let count = 0;
  for (const byte of bytes) if (byte < 128) count++;
  const pairs = new Float64Array(count);
  let at = 0;
  let before = 0;
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 127) * factor;
    factor *= 128;
    if (byte > 127) continue;
    if (at % 2 === 0) before = value += before;
    pairs[at++] = value;
    value = 0;
    factor = 1;
  }
  return pairs;
}
