/** ListVersionsByFunction. https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
import type { ListVersionsByFunctionCommandInput, ListVersionsByFunctionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findFunction, publishedVersions } from '../find-function.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { parseFunctionName } from '../function-name.ts';
import { page, versionKey } from '../paging.ts';

export function listVersionsByFunction(control: LambdaControl) {
  return (input: ListVersionsByFunctionCommandInput, call: CallContext): ListVersionsByFunctionResponse => {
    const named = parseFunctionName(call, input.FunctionName ?? '');
    const { latest } = findFunction(control.store, call, named);
    const versions = [latest, ...publishedVersions(control.store, call, named.name)];
    const { items, ...next } = page(versions, input, (version) => versionKey(version.version));
    return { Versions: items.map((version) => functionConfiguration(version, version.version, 'listed')), ...next };
  };
}
