/** DescribeParameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
import type { DescribeParametersRequest, DescribeParametersResult, ParameterStringFilter } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { describeMetadata, latest, parameterArn, type Ssm, type StoredParameter } from '../parameter.ts';

/** @throws InvalidFilterKey for filters that are not built here */
export const describeParameters =
  (ssm: Ssm): Operation<DescribeParametersRequest, DescribeParametersResult> =>
  (input, call) => {
    const filters: readonly ParameterStringFilter[] = [
      ...(input.ParameterFilters ?? []),
      ...(input.Filters ?? []).map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' })),
    ];
    const found = ssm.parameters.list(call).filter((parameter) => filters.every((filter) => matches(parameter, filter)));
    const { page, next } = pageOf(found, Math.min(input.MaxResults ?? 50, 50), input.NextToken);
    return {
      Parameters: page.map((parameter) => ({
        ...describeMetadata(parameter.name, latest(parameter)),
        ARN: parameterArn(call, parameter.name),
      })),
      NextToken: next,
    };
  };

function matches(parameter: StoredParameter, { Key = '', Option, Values = [] }: ParameterStringFilter): boolean {
  const compare = (text: string): boolean =>
    Values.some((value) =>
      Option === 'BeginsWith' ? text.startsWith(value) : Option === 'Contains' ? text.includes(value) : text === value,
    );
  if (Key === 'Name') return compare(parameter.name);
  if (Key === 'Type') return compare(latest(parameter).type);
  if (Key === 'Tier') return compare(latest(parameter).tier);
  if (Key === 'Path')
    return Values.some((path) => {
      const below = parameter.name.startsWith(`${path.replace(/\/$/, '')}/`)
        ? parameter.name.slice(path.replace(/\/$/, '').length + 1)
        : undefined;
      return below !== undefined && (Option === 'Recursive' || !below.includes('/'));
    });
  if (Key.startsWith('tag:')) {
    const value = parameter.tags[Key.slice(4)];
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  }
  throw errors.filterKey(Key);
}
