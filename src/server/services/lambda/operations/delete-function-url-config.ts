/** DeleteFunctionUrlConfig. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
import type { DeleteFunctionUrlConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findUrl, nameUrl, removeUrl } from '../function-url/config.ts';

export function deleteFunctionUrlConfig({ store }: LambdaControl) {
  return (input: DeleteFunctionUrlConfigCommandInput, call: CallContext): Record<string, never> => {
    const named = nameUrl(call, input);
    findUrl(store, call, named);
    store.controlPlane.transaction(() => removeUrl(store, call, named.key));
    return {};
  };
}
