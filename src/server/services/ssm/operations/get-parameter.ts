/** GetParameter. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { describeParameter, type Ssm, select } from '../parameter.ts';

/** @throws ParameterNotFound, ParameterVersionNotFound */
export const getParameter =
  (ssm: Ssm): Operation<GetParameterRequest, GetParameterResult> =>
  (input, call) => ({
    Parameter: describeParameter(call, select(ssm.parameters, call, input.Name ?? ''), input.WithDecryption === true),
  });
