/** Ids, times, request and response of an entity. Used by SegmentPanel.tsx. */
import type { Segment, Subsegment } from '../../model/segment-document.ts';
import { formatDuration, formatUtc } from '../format/duration.ts';
import { quote, tracesHref } from '../format/filter-quote.ts';
import { type Fact, Facts } from '../look/Facts.tsx';
import { outcomeWord } from '../look/Outcome.tsx';
import type { TraceNode, TraceTree } from './trace-tree.ts';

interface OverviewTabProps {
  readonly node: TraceNode;
  readonly document: Segment | Subsegment;
  readonly tree: TraceTree;
}

export function OverviewTab({ node, document, tree }: OverviewTabProps) {
  return <Facts facts={overviewFacts(node, document, tree)} />;
}

function overviewFacts(node: TraceNode, document: Segment | Subsegment, tree: TraceTree): readonly Fact[] {
  const http = document.http ?? node.inferred?.http;
  const self = node.end === undefined ? undefined : node.end - node.start - coveredSeconds(node);
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ['Outcome', node.end === undefined ? outcomeWord('pending') : outcomeWord(node.outcome)],
    ['Flags', (['fault', 'error', 'throttle'] as const).filter((flag) => document[flag] === true).join(', ')],
    ['Duration', node.end === undefined ? 'in progress' : formatDuration(node.end - node.start)],
    ['Own time', self === undefined || node.children.length === 0 ? undefined : formatDuration(Math.max(self, 0))],
    ['Starts after', formatDuration(node.start - tree.start)],
    ['Start', formatUtc(node.start)],
    ['End', node.end === undefined ? undefined : formatUtc(node.end)],
    ['Method', http?.request?.method],
    ['URL', http?.request?.url],
    ['Status', http?.response?.status],
    ['Content length', withUnit(http?.response?.content_length, 'bytes')],
    ['Client IP', http?.request?.client_ip],
    ['User agent', http?.request?.user_agent],
    ['User', 'user' in document ? document.user : undefined],
    ['Namespace', 'namespace' in document ? document.namespace : undefined],
    ['Id', document.id],
    ['Parent id', 'parent_id' in document ? document.parent_id : undefined],
  ];
  return facts.flatMap(([name, value]): readonly Fact[] =>
    value === undefined || value === ''
      ? []
      : [{ name, value: String(value), more: name === 'User' ? ofUser(String(value)) : undefined }],
  );
}

/** Some SDKs send the number as text. */
function withUnit(value: number | string | undefined, unit: string): string | undefined {
  return value === undefined ? undefined : `${value.toLocaleString()} ${unit}`;
}

function ofUser(user: string): Fact['more'] {
  return { href: tracesHref(`user = ${quote(user)}`), text: 'Traces of this user' };
}

/** Seconds of the node in which at least one child runs. */
function coveredSeconds(node: TraceNode): number {
  const until = node.end ?? node.start;
  let covered = 0;
  let reached = node.start;
  for (const child of [...node.children].sort((left, right) => left.start - right.start)) {
    const from = Math.max(child.start, reached);
    const to = Math.min(child.end ?? until, until);
    if (to > from) {
      covered += to - from;
      reached = to;
    }
  }
  return covered;
}
