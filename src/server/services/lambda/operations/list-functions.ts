/** ListFunctions. https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
import type { ListFunctionsCommandInput, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { publishedVersions } from '../find-function.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { page, versionKey } from '../paging.ts';

export function listFunctions(control: LambdaControl) {
  return (input: ListFunctionsCommandInput, call: CallContext): ListFunctionsResponse => {
    new Constraints().oneOf('functionVersion', input.FunctionVersion, ['ALL']).check();
    const all = input.FunctionVersion === 'ALL';
    const versions = control.store.functions
      .list(call)
      .flatMap(({ id, value }) => (all ? [value.latest, ...publishedVersions(control.store, call, id)] : [value.latest]));
    const { items, ...next } = page(versions, input, (version) => `${version.functionName}:${versionKey(version.version)}`);
    return {
      Functions: items.map((version) => functionConfiguration(version, all ? version.version : undefined, 'listed')),
      ...next,
    };
  };
}
