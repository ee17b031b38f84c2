/** DeleteParameter. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
import type { DeleteParameterRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Ssm } from '../parameter.ts';

/** @throws ParameterNotFound */
export const deleteParameter =
  (ssm: Ssm): Operation<DeleteParameterRequest, object> =>
  (input, call) => {
    if (!ssm.parameters.remove(call, input.Name ?? '')) throw errors.notFound();
    return {};
  };
