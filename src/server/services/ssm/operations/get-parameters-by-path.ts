/** GetParametersByPath. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { pageOf, pageSize } from '../paging.ts';
import { describeParameter, latest, type Ssm } from '../parameter.ts';
import { checkFilters, isBelow, passes } from '../parameter-filters.ts';

/** Without Recursive only the level below the path. @throws ValidationException, InvalidFilterKey, InvalidFilterOption, InvalidFilterValue */
export const getParametersByPath =
  (ssm: Ssm): Operation<GetParametersByPathRequest, GetParametersByPathResult> =>
  (input, call) => {
    const path = input.Path ?? '';
    if (!path.startsWith('/'))
      throw errors.invalid(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
      );
    const filters = input.ParameterFilters ?? [];
    checkFilters(filters, ['Type', 'KeyId', 'Label']);
    const found = ssm.parameters
      .list(call, path === '/' ? '' : path)
      .filter((parameter) => isBelow(parameter.name, path, input.Recursive === true) && passes(parameter, filters));
    const { page, next } = pageOf(found, pageSize(input.MaxResults, 10), input.NextToken);
    return {
      Parameters: page.map((parameter) =>
        describeParameter(call, { parameter, version: latest(parameter) }, input.WithDecryption === true),
      ),
      NextToken: next,
    };
  };
