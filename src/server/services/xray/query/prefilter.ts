/**
 * What of a filter expression the store can decide: a condition on `trace_id` that every trace which the filter is true of fulfils.
 *
 * Who calls it: GetTraceSummaries. The condition is necessary, hardly ever sufficient: each trace found is still evaluated by
 * `src/model/filter-expression`. What a column cannot tell is left out, which finds more; NOT is carried down to the keywords, where
 * only `ok` can be answered, since the opposite of "may be" is not "may be not". A property test compares both.
 */
import type { FilterNode, Keyword, Literal, Operator, ServiceSelector } from '../../../../model/filter-expression/nodes.ts';
import type { QueryParams } from '../../../store/ports.ts';
import { ALWAYS, all, any, BoundValues, type Condition, NEVER } from './condition.ts';
import { annotationCondition, userCondition } from './item-conditions.ts';
import {
  hasMark,
  hasMarkInside,
  hasNoParent,
  isDocument,
  isDownstreamCall,
  isSegment,
  longEnough,
  outcomeMarks,
  rowCondition,
  textCondition,
} from './row-conditions.ts';

export interface Prefilter {
  /** Begins with AND, or is empty. Rows of which traces are asked about are those that `RELEVANT_ROWS` stands for. */
  readonly sql: string;
  readonly params: QueryParams;
}

/** Where the query that uses a prefilter writes which rows can belong to its traces. */
export const RELEVANT_ROWS = '<relevant rows>';

type Leaf = Extract<FilterNode, { kind: 'has' | 'compare' }>;
type Selection = Extract<FilterNode, { kind: 'service' | 'edge' }>;

/**
 * Whose row a keyword is read on: a segment's; the call's, of a callee that never reports; for the call of a segment that does, the
 * callee's, since the call may have no row. Outside of braces, any row of the trace; in a root cause, that of any of its services.
 */
type Subject = 'trace' | 'segment' | 'call' | 'callee' | 'cause';

/** @param filter with the expressions of groups in the place of their names; a name matches anything. */
export function prefilter(filter: FilterNode): Prefilter {
  const writer = new PrefilterWriter();
  const condition = writer.trace(filter, true);
  return { sql: condition === ALWAYS ? '' : `AND ${condition}`, params: writer.bound.params };
}

class PrefilterWriter {
  readonly bound = new BoundValues();

  /** @param wanted false: the node stands below an odd number of NOTs. */
  trace(node: FilterNode, wanted: boolean): Condition {
    switch (node.kind) {
      case 'all':
        return wanted ? ALWAYS : NEVER;
      case 'and':
      case 'or':
        return this.#join(node, wanted);
      case 'not':
        return this.trace(node.operand, !wanted);
      case 'has':
      case 'compare':
        return isOfRoot(node) ? this.#root(this.#leaf(node, wanted, 'segment')) : this.#leaf(node, wanted, 'trace');
      case 'service':
        return wanted ? this.#service(node) : ALWAYS;
      case 'edge':
        return wanted ? this.#edge(node) : ALWAYS;
      case 'rootcause':
        return wanted ? this.#rootCause(node) : ALWAYS;
      case 'rootcause.json':
      case 'group':
        return ALWAYS;
    }
  }

  /** Keywords of the root segment are looked for on one and the same row. */
  #join(node: Extract<FilterNode, { kind: 'and' | 'or' }>, wanted: boolean): Condition {
    const join = (node.kind === 'and') === wanted ? all : any;
    const leaves = node.operands.filter((operand): operand is Leaf => isLeaf(operand) && isOfRoot(operand));
    const rest = node.operands.filter((operand) => !leaves.includes(operand as Leaf));
    const ofRoot = leaves.map((leaf) => this.#leaf(leaf, wanted, 'segment'));
    return join(
      ...(leaves.length === 0 ? [] : [this.#root(join(...ofRoot))]),
      ...rest.map((operand) => this.trace(operand, wanted)),
    );
  }

  #body(node: FilterNode | undefined, wanted: boolean, subject: Subject): Condition {
    switch (node?.kind) {
      case 'and':
      case 'or': {
        const join = (node.kind === 'and') === wanted ? all : any;
        return join(...node.operands.map((operand) => this.#body(operand, wanted, subject)));
      }
      case 'not':
        return this.#body(node.operand, !wanted, subject);
      case 'has':
      case 'compare':
        return this.#leaf(node, wanted, subject);
      default:
        return ALWAYS;
    }
  }

  #leaf(node: Leaf, wanted: boolean, subject: Subject): Condition {
    const { of } = node;
    const comparison = node.kind === 'compare' ? node : undefined;
    const { operator, literal } = comparison ?? {};
    if ('annotation' in of) {
      return wanted ? this.#item(annotationCondition(of.annotation, operator, literal, this.bound)) : ALWAYS;
    }
    const { keyword } = of;
    if (operator === undefined || literal === undefined || typeof literal === 'boolean') {
      const isSet = (((literal ?? true) === true) === (operator !== '!=')) === wanted;
      return this.#flag(keyword, isSet, subject);
    }
    if (!wanted) return ALWAYS;
    if (keyword === 'user') return this.#item(userCondition(operator, literal, this.bound));
    if (keyword === 'name') return this.#name(subject, operator, literal);
    const lasts = keyword === 'duration' || (keyword === 'responsetime' && subject === 'callee');
    if (lasts) return this.#duration(operator, literal);
    return subject === 'segment' || subject === 'call' ? rowCondition(keyword, operator, literal, this.bound) : ALWAYS;
  }

  #flag(keyword: Keyword, isSet: boolean, subject: Subject): Condition {
    if (keyword === 'user') return isSet ? this.#item(userCondition(undefined, undefined, this.bound)) : ALWAYS;
    if (subject === 'cause') return ALWAYS;
    if (keyword === 'root' && isSet) return subject === 'segment' ? hasNoParent : NEVER;
    if (keyword === 'inferred' && isSet) return subject === 'segment' || subject === 'callee' ? NEVER : ALWAYS;
    const marks = outcomeMarks(keyword, isSet);
    if (marks === undefined) return ALWAYS;
    return subject === 'callee' ? this.#rows(all(isDocument, hasMarkInside(marks))) : hasMark(marks);
  }

  #name(subject: Subject, operator: Operator, literal: Literal): Condition {
    if (typeof literal !== 'string') return ALWAYS;
    if (subject === 'cause') {
      const [sent, inferred] = [this.#name('segment', operator, literal), this.#name('call', operator, literal)];
      return this.#anyRow(all(isSegment, sent), all(isDownstreamCall, inferred));
    }
    return any(subject === 'call' ? 'marks = 0' : NEVER, textCondition(nameOf(subject), operator, literal, this.bound));
  }

  #duration(operator: Operator, literal: Literal): Condition {
    if (typeof literal !== 'number' || operator.startsWith('<') || operator === '!=') return ALWAYS;
    return this.#rows(isDocument, `GROUP BY trace_id HAVING ${longEnough(literal, this.bound)}`);
  }

  #service({ service, body }: Extract<Selection, { kind: 'service' }>): Condition {
    return this.#anyRow(
      all(isSegment, this.#selected('segment', service), this.#body(body, true, 'segment')),
      all(isDownstreamCall, this.#selected('call', service), this.#body(body, true, 'call')),
      // The client in front of a root segment, of which little can be said.
      mayBeClient(service) && mayHoldForClient(body, true)
        ? all(isSegment, hasNoParent, this.#selected('segment', { name: service.name }))
        : NEVER,
    );
  }

  #edge({ from, to, body }: Extract<Selection, { kind: 'edge' }>): Condition {
    const callee = this.#selected('segment', to);
    const callerNamed = from.name === undefined ? ALWAYS : `caller IN ('', ${this.bound.bind(from.name)})`;
    const callerIsThere = this.#anyRow(all(isSegment, this.#selected('segment', from)));
    const ofCall = all(callerNamed, from.type === undefined ? ALWAYS : callerIsThere, this.#body(body, true, 'call'));
    return this.#anyRow(
      all(isDownstreamCall, this.#selected('call', to), ofCall),
      all(isSegment, callee, `NOT ${hasNoParent}`, callerIsThere, this.#body(body, true, 'callee')),
      mayBeClient(from)
        ? all(isSegment, callee, hasNoParent, this.#selected('segment', { name: from.name }), this.#body(body, true, 'segment'))
        : NEVER,
    );
  }

  /** Accounts are left to the model: a subsegment that was sent by itself does not know its own. */
  #selected(subject: 'segment' | 'call', { name, type }: ServiceSelector): Condition {
    const named = name === undefined ? ALWAYS : this.#name(subject, '=', name);
    if (type === undefined) return named;
    if (subject === 'call') return all(named, type === 'remote' || type.startsWith('AWS::') ? namespaceOf(type) : NEVER);
    return all(named, textCondition('origin', '=', type, this.bound));
  }

  /** The services of a path are nodes of the trace; its entities and exceptions may have no row. */
  #rootCause({ cause, level, body }: Extract<FilterNode, { kind: 'rootcause' }>): Condition {
    return all(
      cause === 'responsetime' ? ALWAYS : this.#flag(cause, true, 'callee'),
      level === 'service' ? this.#body(body, true, 'cause') : ALWAYS,
    );
  }

  #root(condition: Condition): Condition {
    return condition === ALWAYS ? ALWAYS : this.#rows(all(isSegment, hasNoParent, condition));
  }

  #item(condition: Condition): Condition {
    return this.#traces('item', condition, '');
  }

  /** Nearly every trace has a segment, and a call: looking for any of them would rule out nothing. */
  #anyRow(...rows: readonly Condition[]): Condition {
    return rows.includes(isSegment) || rows.includes(isDownstreamCall) ? ALWAYS : this.#rows(any(...rows));
  }

  #rows(condition: Condition, more = ''): Condition {
    return this.#traces('observation', condition, more);
  }

  /** Traces that have a row in a table of which the condition is true. */
  #traces(table: 'observation' | 'item', condition: Condition, more: string): Condition {
    if (condition === NEVER || condition === ALWAYS) return condition;
    return `trace_id IN (SELECT trace_id FROM ${table} WHERE ${RELEVANT_ROWS} AND ${condition} ${more})`;
  }
}

function isLeaf(node: FilterNode): node is Leaf {
  return node.kind === 'has' || node.kind === 'compare';
}

/** Keywords that mean the trace's root segment when they stand outside of braces. */
function isOfRoot({ of }: Leaf): boolean {
  if (!('keyword' in of)) return false;
  return /^(ok|error|throttle|fault|responsetime|http\..*)$/.test(of.keyword);
}

function nameOf(subject: Subject): string {
  return subject === 'call' ? 'callee' : 'name';
}

function namespaceOf(type: string): Condition {
  return `namespace = '${type === 'remote' ? 'remote' : 'aws'}'`;
}

function mayBeClient({ type, account }: ServiceSelector): boolean {
  return (type === undefined || type === 'client') && account === undefined;
}

/** Clients have a name and a type; nothing else of them is true, so what is denied is. */
function mayHoldForClient(body: FilterNode | undefined, wanted: boolean): boolean {
  switch (body?.kind) {
    case 'and':
    case 'or': {
      const holds = (operand: FilterNode): boolean => mayHoldForClient(operand, wanted);
      return (body.kind === 'and') === wanted ? body.operands.every(holds) : body.operands.some(holds);
    }
    case 'not':
      return mayHoldForClient(body.operand, !wanted);
    case 'has':
    case 'compare':
      return !wanted || ('keyword' in body.of && ['name', 'type', 'root', 'inferred', 'partial'].includes(body.of.keyword));
    default:
      return true;
  }
}
