/** GetFunction. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
import type { GetFunctionCommandInput, GetFunctionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { hexOf } from '../code/code-store.ts';
import type { LambdaControl } from '../control.ts';
import { findVersion } from '../find-function.ts';
import { functionConfiguration } from '../function-configuration.ts';

export function getFunction(control: LambdaControl) {
  return (input: GetFunctionCommandInput, call: CallContext): GetFunctionResponse => {
    const { version, name, qualifier } = findVersion(control.store, call, input.FunctionName ?? '', input.Qualifier);
    const found = control.store.functions.get(call, name);
    const tags = found?.latest.tags ?? {};
    return {
      Configuration: functionConfiguration(version, qualifier),
      Code: { RepositoryType: 'S3', Location: control.codeUrl(hexOf(version.codeSha256)) },
      ...(Object.keys(tags).length > 0 && { Tags: { ...tags } }),
      ...(found?.reservedConcurrency !== undefined && {
        Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency },
      }),
    };
  };
}
