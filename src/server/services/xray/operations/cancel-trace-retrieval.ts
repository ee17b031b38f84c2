/** CancelTraceRetrieval. AWS page: API_CancelTraceRetrieval. */
import type { CancelTraceRetrievalRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import type { Retrievals } from '../retrieval/retrievals.ts';

/** @throws ValidationException, ResourceNotFoundException */
export function cancelTraceRetrieval(retrievals: Retrievals) {
  return ({ RetrievalToken = '' }: CancelTraceRetrievalRequest, tenant: Tenant): Record<string, never> => {
    checkRetrievalToken(RetrievalToken);
    retrievals.cancel(tenant, RetrievalToken);
    return {};
  };
}

/** @throws ValidationException */
export function checkRetrievalToken(token: string): void {
  new Constraints().length('retrievalToken', token, { most: 1020 }).check();
}
