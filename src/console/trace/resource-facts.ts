/** The `aws`, `service` and `sql` blocks as names and values. Called by SegmentPanel.tsx; pure. */
import type { Segment, Subsegment } from '../../model/segment-document.ts';
import type { Fact } from '../look/Facts.tsx';
import type { TraceNode } from './trace-tree.ts';

export function resourceFacts(node: TraceNode): readonly Fact[] {
  const facts: Fact[] = [];
  const { document, inferred } = node;
  const type = inferred?.origin ?? ('origin' in (document ?? {}) ? (document as Segment).origin : undefined);
  if (type !== undefined) facts.push({ name: 'Type', value: type });
  if (document !== undefined && 'resource_arn' in document && document.resource_arn !== undefined)
    facts.push({ name: 'Resource ARN', value: document.resource_arn });
  facts.push(...flatten('', { ...inferred?.aws, ...document?.aws }));
  if (document !== undefined && 'service' in document) facts.push(...flatten('service', document.service));
  return facts;
}

export function sqlFacts(document: Segment | Subsegment): readonly Fact[] {
  return 'sql' in document ? flatten('', document.sql) : [];
}

/** `{ ecs: { container: "a" } }` → `ecs.container: a`; lists on one line each. */
function flatten(prefix: string, value: object | undefined): readonly Fact[] {
  return Object.entries(value ?? {}).flatMap(([key, member]: [string, unknown]): readonly Fact[] => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (Array.isArray(member) && member.some((item) => typeof item === 'object' && item !== null))
      return member.flatMap((item: unknown, index) => flatten(`${name}[${index}]`, item as object));
    if (Array.isArray(member)) return [{ name, value: member.join('\n') }];
    if (typeof member === 'object' && member !== null) return flatten(name, member);
    return [{ name, value: String(member) }];
  });
}
