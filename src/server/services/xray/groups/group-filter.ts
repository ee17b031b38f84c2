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

/**
 * @param inside names of the groups whose expressions this one is in.
 * @throws InvalidRequestException for an expression that cannot be read, names a group that does not exist, or goes in a circle.
 */
export function readFilter(groups: Groups, tenant: Tenant, expression: string, inside: readonly string[] = []): FilterNode {
  const expand = (node: FilterNode): FilterNode => {
    switch (node.kind) {
      case 'and':
      case 'or':
        return { kind: node.kind, operands: node.operands.map(expand) };
      case 'not':
        return { kind: 'not', operand: expand(node.operand) };
      case 'group': {
        const group = node.by === 'name' ? groups.find(tenant, node.value) : groups.findByArn(tenant, node.value);
        if (inside.includes(group?.name ?? node.value))
          throw invalidRequest(`Invalid filter expression: group ${group?.name ?? node.value} leads back to itself`);
        if (group === undefined) throw invalidRequest('Group not found.');
        const members = readFilter(groups, tenant, group.filterExpression ?? '', [...inside, group.name]);
        return node.operator === '=' ? members : { kind: 'not', operand: members };
      }
      default:
        return node;
    }
  };
  return expand(parsed(expression));
}

function parsed(expression: string): FilterNode {
  try {
    return parseFilterExpression(expression);
  } catch (error) {
    if (error instanceof FilterExpressionError) throw invalidRequest(error.message);
    throw error;
  }
}
