/**
 * The node or edge whose numbers a time series is asked for: `service("name")`, `service(id(name: "…", type: "…"))` or `edge(a, b)`.
 *
 * Who calls it: GetTimeSeriesServiceStatistics. It is the selector of filter expressions, without a body. AWS page:
 * API_GetTimeSeriesServiceStatistics.
 */
import { isSelected } from '../../../../model/filter-expression/evaluate.ts';
import { FilterExpressionError, parseFilterExpression } from '../../../../model/filter-expression/parse.ts';
import type { GraphStatistics } from '../../../../model/graph-statistics.ts';
import type { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import { invalidRequest } from '../errors.ts';

export interface EntitySelector {
  readonly of: 'service' | 'edge';
  statistics(graph: ServiceGraphBuilder): GraphStatistics;
}

/** @param expression undefined asks for what the clients of all root services saw. @throws InvalidRequestException */
export function entitySelector(expression: string | undefined): EntitySelector {
  if (expression === undefined)
    return { of: 'edge', statistics: (graph) => graph.edgeStatistics(({ type }) => type === 'client') };
  const node = parsed(expression);
  if (node.kind === 'service' && node.body === undefined)
    return { of: 'service', statistics: (graph) => graph.nodeStatistics((service) => isSelected(service, node.service)) };
  if (node.kind === 'edge' && node.body === undefined) {
    const { from, to } = node;
    const isAsked: Parameters<ServiceGraphBuilder['edgeStatistics']>[0] = (caller, callee) =>
      isSelected(caller, from) && isSelected(callee, to);
    return { of: 'edge', statistics: (graph) => graph.edgeStatistics(isAsked) };
  }
  throw invalidRequest('Invalid entity selector expression');
}

function parsed(expression: string): ReturnType<typeof parseFilterExpression> {
  try {
    return parseFilterExpression(expression);
  } catch (error) {
    if (error instanceof FilterExpressionError) throw invalidRequest(`Invalid entity selector expression: ${error.message}`);
    throw error;
  }
}
