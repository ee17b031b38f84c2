/**
 * Reads a filter expression, and puts the expressions of the groups that it names (`group.name = "…"`) in their place.
 *
 * Who calls it: GetTraceSummaries, the graphs of groups, CreateGroup and UpdateGroup. Without groups in it, an expression can be
 * evaluated by the model alone, and the store can narrow it down by what a group asks for.
 */
import type { FilterNode } from '../../../../model/filter-expression/nodes.ts';
import { FilterExpressionError, parseFilterExpression } from '../../../../model/filter-expression/parse.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import type { Groups } from './groups.ts';

type GroupNode = Extract<FilterNode, { kind: 'group' }>;

/** Groups in groups, each as often as it is named: what names two twice each, and so on, would grow without end. */
const MOST_GROUPS = 100;

/**
 * @param inside name of the group whose expression this is.
 * @throws InvalidRequestException for an expression that cannot be read, names a group that does not exist, or goes in a circle.
 */
export function readFilter(groups: Groups, tenant: Tenant, expression: string, inside?: string): FilterNode {
  let named = 0;

  const expand = (node: FilterNode, around: readonly string[]): FilterNode => {
    switch (node.kind) {
      case 'and':
      case 'or':
        return { kind: node.kind, operands: node.operands.map((operand) => expand(operand, around)) };
      case 'not':
        return { kind: 'not', operand: expand(node.operand, around) };
      case 'group': {
        const members = membersOf(node, around);
        return node.operator === '=' ? members : { kind: 'not', operand: members };
      }
      default:
        return node;
    }
  };

  const membersOf = ({ by, value }: GroupNode, around: readonly string[]): FilterNode => {
    const group = by === 'name' ? groups.find(tenant, value) : groups.findByArn(tenant, value);
    const name = group?.name ?? value;
    if (around.includes(name)) throw invalidRequest(`Invalid filter expression: group ${name} leads back to itself`);
    if (group === undefined) throw invalidRequest('Group not found.');
    if (++named > MOST_GROUPS) throw invalidRequest(`Invalid filter expression: more than ${MOST_GROUPS} groups in groups`);
    return expand(parsed(group.filterExpression ?? ''), [...around, name]);
  };

  return expand(parsed(expression), inside === undefined ? [] : [inside]);
}

function parsed(expression: string): FilterNode {
  try {
    return parseFilterExpression(expression);
  } catch (error) {
    if (error instanceof FilterExpressionError) throw invalidRequest(error.message);
    throw error;
  }
}
