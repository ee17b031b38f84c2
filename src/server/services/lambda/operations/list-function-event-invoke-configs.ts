/** ListFunctionEventInvokeConfigs: those of the function and of all its versions and aliases. https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
import type { ListFunctionEventInvokeConfigsCommandInput, ListFunctionEventInvokeConfigsResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { eventInvokeConfiguration, findConfigured } from '../event-invoke-config.ts';
import { page } from '../paging.ts';

export function listFunctionEventInvokeConfigs({ store }: LambdaControl) {
  return (input: ListFunctionEventInvokeConfigsCommandInput, call: CallContext): ListFunctionEventInvokeConfigsResponse => {
    new Constraints().range('maxItems', input.MaxItems, 1, 50).check();
    const { name } = findConfigured(store, call, input.FunctionName, undefined);
    const all = store.eventInvokeConfigs.list(call, `${name}:`);
    const { items, ...next } = page(all, input, ({ id }) => id);
    return {
      FunctionEventInvokeConfigs: items.map(({ id, value }) =>
        eventInvokeConfiguration(call, { name, qualifier: id.slice(name.length + 1) }, value),
      ),
      ...next,
    };
  };
}
