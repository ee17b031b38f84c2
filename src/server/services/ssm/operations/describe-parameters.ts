/** DescribeParameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
import type { DescribeParametersRequest, DescribeParametersResult, ParameterStringFilter } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { pageOf, pageSize } from '../paging.ts';
import { describeMetadata, latest, parameterArn, type Ssm } from '../parameter.ts';
import { checkFilters, passes } from '../parameter-filters.ts';

const keys = ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType'];

/** @throws ValidationException, InvalidFilterKey, InvalidFilterOption, InvalidFilterValue */
export const describeParameters =
  (ssm: Ssm): Operation<DescribeParametersRequest, DescribeParametersResult> =>
  (input, call) => {
    if (input.Filters?.length && input.ParameterFilters?.length)
      throw errors.invalid('You can use either Filters or ParameterFilters in a single request.');
    const filters: readonly ParameterStringFilter[] = [
      ...(input.ParameterFilters ?? []),
      ...(input.Filters ?? []).map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' })),
    ];
    checkFilters(filters, keys);
    const found = ssm.parameters.list(call).filter((parameter) => passes(parameter, filters));
    const { page, next } = pageOf(found, pageSize(input.MaxResults, 50, 10), input.NextToken);
    return {
      Parameters: page.map((parameter) => ({
        ...describeMetadata(parameter.name, latest(parameter)),
        ARN: parameterArn(call, parameter.name),
      })),
      NextToken: next,
    };
  };
