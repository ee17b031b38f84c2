/** PutParameter. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import type { Ssm } from '../parameter.ts';
import { writeParameter } from '../write-parameter.ts';

/** @throws ParameterAlreadyExists, ValidationException, ParameterMaxVersionLimitExceeded, ParameterPatternMismatchException */
export const putParameter =
  (ssm: Ssm): Operation<PutParameterRequest, PutParameterResult> =>
  (input, call) => {
    const { version, tier } = writeParameter(ssm, call, input, call.principal.arn);
    return { Version: version, Tier: tier as 'Standard' };
  };
