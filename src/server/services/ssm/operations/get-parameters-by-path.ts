/** GetParametersByPath. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { describeParameter, latest, type Ssm } from '../parameter.ts';

/** Without Recursive only the level below the path. @throws ValidationException, InvalidFilterKey */
export const getParametersByPath =
  (ssm: Ssm): Operation<GetParametersByPathRequest, GetParametersByPathResult> =>
  (input, call) => {
    const path = input.Path ?? '';
    if (!path.startsWith('/'))
      throw errors.invalid(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
      );
    const prefix = path.endsWith('/') ? path : `${path}/`;
    const [filter] = input.ParameterFilters ?? [];
    if (filter) throw errors.filterKey(filter.Key ?? '');
    const found = ssm.parameters.list(call, prefix === '/' ? '' : prefix).filter(({ name }) => {
      const below = name.startsWith(prefix) ? name.slice(prefix.length) : name;
      return input.Recursive === true || !below.includes('/');
    });
    const { page, next } = pageOf(found, Math.min(input.MaxResults ?? 10, 10), input.NextToken);
    return {
      Parameters: page.map((parameter) =>
        describeParameter(call, { parameter, version: latest(parameter) }, input.WithDecryption === true),
      ),
      NextToken: next,
    };
  };
