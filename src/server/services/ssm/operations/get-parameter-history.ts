/** GetParameterHistory. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
import type { GetParameterHistoryRequest, GetParameterHistoryResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { pageOf, pageSize } from '../paging.ts';
import { describeMetadata, describeParameter, type Ssm, select } from '../parameter.ts';

/** The oldest first. @throws ParameterNotFound, ValidationException */
export const getParameterHistory =
  (ssm: Ssm): Operation<GetParameterHistoryRequest, GetParameterHistoryResult> =>
  (input, call) => {
    const { parameter } = select(ssm.parameters, call, input.Name ?? '');
    const { page, next } = pageOf(parameter.versions, pageSize(input.MaxResults, 50), input.NextToken);
    return {
      Parameters: page.map((version) => ({
        ...describeMetadata(parameter.name, version),
        Value: describeParameter(call, { parameter, version }, input.WithDecryption === true).Value,
        Labels: [...(version.labels ?? [])],
      })),
      NextToken: next,
    };
  };
