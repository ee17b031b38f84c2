/** GetParameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
import type { GetParametersRequest, GetParametersResult, Parameter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../wire/aws-error.ts';
import { violated } from '../../../wire/violations.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { describeParameter, type Ssm, select } from '../parameter.ts';

/** Names that are not there are listed, not an error. @throws ValidationException */
export const getParameters =
  (ssm: Ssm): Operation<GetParametersRequest, GetParametersResult> =>
  (input, call) => {
    const names = input.Names ?? [];
    if (names.length < 1 || names.length > 10)
      throw errors.invalid(violated('names', `[${names.join(', ')}]`, 'Member must have length less than or equal to 10'));
    const found: Parameter[] = [];
    const missing: string[] = [];
    for (const name of new Set(names)) {
      try {
        found.push(describeParameter(call, select(ssm.parameters, call, name), input.WithDecryption === true));
      } catch (cause) {
        if (!(cause instanceof AwsError) || cause.code === 'ValidationException') throw cause;
        missing.push(name);
      }
    }
    return { Parameters: found, InvalidParameters: missing };
  };
