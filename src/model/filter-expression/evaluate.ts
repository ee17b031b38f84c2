/**
 * Does a trace match a filter expression?
 *
 * Called by GetTraceSummaries once per trace. AWS page: "Using filter expressions". A missing value matches no comparison, not even
 * `!=`; a value of another type matches none; of several values any may match.
 */
import { edgeObservations } from '../graph-observations.ts';
import { printedRootCauses } from '../printed-root-causes.ts';
import { rootCauses } from '../root-causes.ts';
import type { JsonValue } from '../segment-document.ts';
import { clientOf, type ServiceId } from '../service-id.ts';
import type { Trace } from '../trace.ts';
import type { FilterNode, Literal, Operator, ServiceSelector } from './nodes.ts';
import {
  causeSubjects,
  clientSubject,
  edgeSubject,
  endsWithin,
  type Subject,
  segmentSubject,
  traceSubject,
  type Values,
} from './subjects.ts';

export interface EvaluationOptions {
  /** Time range type Service: bodies look only at entities that end in it. Epoch seconds, both ends included. */
  readonly window?: { readonly start: number; readonly end: number } | undefined;
  /**
   * The expression of a group. Needed only where groups have not been replaced by their expressions.
   * @throws when there is no such group.
   */
  readonly group?: ((by: 'name' | 'arn', value: string) => FilterNode) | undefined;
}

export function matches(node: FilterNode, trace: Trace, options: EvaluationOptions): boolean {
  return holds(node, traceSubject(trace), trace, options);
}

function holds(node: FilterNode, subject: Subject, trace: Trace, options: EvaluationOptions): boolean {
  switch (node.kind) {
    case 'all':
      return true;
    case 'and':
      return node.operands.every((operand) => holds(operand, subject, trace, options));
    case 'or':
      return node.operands.some((operand) => holds(operand, subject, trace, options));
    case 'not':
      return !holds(node.operand, subject, trace, options);
    case 'has':
      return valuesOf(subject, node.of).some((value) => value !== undefined && ('annotation' in node.of || value !== false));
    case 'compare':
      return valuesOf(subject, node.of).some((value) => compares(value, node.operator, node.literal));
    case 'service':
      return serviceMatches(node, trace, options);
    case 'edge':
      return edgeMatches(node, trace, options);
    case 'rootcause': {
      const subjects = rootCauses(trace)[node.cause].flatMap((path) => causeSubjects(path, node.level));
      return subjects.some((part) => holds(node.body, part, trace, options));
    }
    case 'rootcause.json':
      return hasCauses(trace, node.causes);
    case 'group':
      if (options.group === undefined) throw new Error(`Nothing is known of group ${node.value}.`);
      return matches(options.group(node.by, node.value), trace, options) === (node.operator === '=');
  }
}

function valuesOf(subject: Subject, of: Extract<FilterNode, { kind: 'has' }>['of']): Values {
  return 'annotation' in of ? subject.annotation(of.annotation) : subject.values(of.keyword);
}

function compares(value: Literal | undefined, operator: Operator, literal: Literal): boolean {
  if (typeof value !== typeof literal || value === undefined) return false;
  switch (operator) {
    case '=':
      return value === literal;
    case '!=':
      return value !== literal;
    case '<':
      return value < literal;
    case '<=':
      return value <= literal;
    case '>':
      return value > literal;
    case '>=':
      return value >= literal;
    case 'contains':
      return String(value).includes(String(literal));
    case 'beginswith':
      return String(value).startsWith(String(literal));
    case 'endswith':
      return String(value).endsWith(String(literal));
  }
}

function serviceMatches(node: Extract<FilterNode, { kind: 'service' }>, trace: Trace, options: EvaluationOptions): boolean {
  const { service, body } = node;
  return trace.segments.some((segment) => {
    const client = segment.caller.kind === 'none' ? clientOf(segment.service) : undefined;
    if (client !== undefined && isSelected(client, service)) {
      if (body === undefined || holds(body, clientSubject(trace, client), trace, options)) return true;
    }
    if (!isSelected(segment.service, service)) return false;
    if (body === undefined) return true;
    return endsWithin(segment.document, options.window) && holds(body, segmentSubject(trace, segment), trace, options);
  });
}

function edgeMatches(node: Extract<FilterNode, { kind: 'edge' }>, trace: Trace, options: EvaluationOptions): boolean {
  return edgeObservations(trace).some((edge) => {
    if (!isSelected(edge.from, node.from) || !isSelected(edge.to, node.to)) return false;
    if (node.body === undefined) return true;
    return endsWithin(edge.seen, options.window) && holds(node.body, edgeSubject(trace, edge), trace, options);
  });
}

/** What the selector does not name may be anything. */
export function isSelected(service: ServiceId, { name, type, account }: ServiceSelector): boolean {
  return (
    (name === undefined || name === service.name) &&
    (type === undefined || type === service.type) &&
    (account === undefined || account === service.account)
  );
}

/** Each cause asked for is one of the trace's, all of them in the same of the three lists. */
function hasCauses(trace: Trace, asked: readonly JsonValue[]): boolean {
  const lists = Object.values(printedRootCauses(rootCauses(trace), trace.account));
  return lists.some((list) => list.length > 0 && asked.every((cause) => list.some((found: unknown) => isPartOf(cause, found))));
}

/** Fields that are asked for must be equal, others may be anything; lists are equal item by item. */
function isPartOf(asked: JsonValue | undefined, found: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return asked === (found ?? null);
  if (Array.isArray(asked)) {
    return Array.isArray(found) && asked.length === found.length && asked.every((item, at) => isPartOf(item, found[at]));
  }
  if (typeof found !== 'object' || found === null) return false;
  const fields = new Map<string, unknown>(Object.entries(found));
  return Object.entries(asked).every(([name, value]) => isPartOf(value, fields.get(name)));
}
