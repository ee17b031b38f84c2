/** DeleteParameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
import type { DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import type { Ssm } from '../parameter.ts';

/** Names that are not there are listed, not an error. */
export const deleteParameters =
  (ssm: Ssm): Operation<DeleteParametersRequest, DeleteParametersResult> =>
  (input, call) => {
    const deleted: string[] = [];
    const missing: string[] = [];
    for (const name of input.Names ?? []) (ssm.parameters.remove(call, name) ? deleted : missing).push(name);
    return { DeletedParameters: deleted, InvalidParameters: missing };
  };
