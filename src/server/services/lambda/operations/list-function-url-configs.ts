/** ListFunctionUrlConfigs: of the function and of its aliases. https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
import type { ListFunctionUrlConfigsCommandInput, ListFunctionUrlConfigsResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';
import { urlAnswer } from '../function-url/config.ts';
import { page } from '../paging.ts';

export function listFunctionUrlConfigs({ store, apiUrl }: LambdaControl) {
  return (input: ListFunctionUrlConfigsCommandInput, call: CallContext): ListFunctionUrlConfigsResponse => {
    new Constraints().range('maxItems', input.MaxItems, 1, 50).check();
    const { name } = parseFunctionName(call, input.FunctionName ?? '');
    if (!store.functions.get(call, name)) throw resourceNotFound('Function does not exist');
    const all = store.urls.list(call, name).filter(({ value }) => value.functionName === name);
    const { items, ...next } = page(all, input, ({ id }) => id);
    return {
      FunctionUrlConfigs: items.map(({ value }) => ({ InvokeMode: 'BUFFERED', ...urlAnswer(apiUrl(), call, value) })),
      ...next,
    };
  };
}
