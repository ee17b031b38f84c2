/** GetRetrievedTracesGraph: the service graph of the traces that a retrieval has found. AWS page: API_GetRetrievedTracesGraph. */
import type { GetRetrievedTracesGraphRequest } from '@aws-sdk/client-xray';
import { serviceGraph } from '../../../../model/service-graph.ts';
import type { Operation } from '../../service.ts';
import type { QueryDependencies } from '../query/query-dependencies.ts';
import { pageOf } from '../retrieval/pages.ts';
import { type Retrievals, retrievedTraces } from '../retrieval/retrievals.ts';
import { checkRetrievalToken } from './cancel-trace-retrieval.ts';
import { printService } from './get-service-graph.ts';

const SERVICES_ON_PAGE = 1000;

/** @throws ValidationException, ResourceNotFoundException, InvalidRequestException for a NextToken of another call. */
export function getRetrievedTracesGraph(
  dependencies: QueryDependencies,
  retrievals: Retrievals,
): Operation<GetRetrievedTracesGraphRequest> {
  return async ({ RetrievalToken = '', NextToken }, call) => {
    checkRetrievalToken(RetrievalToken);
    const retrieval = retrievals.find(call, RetrievalToken);
    const services = serviceGraph(await retrievedTraces(dependencies, call, retrieval, call.signal));
    const { items, next } = pageOf(services, SERVICES_ON_PAGE, NextToken);
    return {
      RetrievalStatus: retrieval.status,
      Services: items.map((service) => ({ Service: printService(service), Links: [] })),
      NextToken: next,
    };
  };
}
