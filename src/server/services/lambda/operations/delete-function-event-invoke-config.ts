/** DeleteFunctionEventInvokeConfig. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
import type { DeleteFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { nameConfigured, noEventInvokeConfig } from '../event-invoke-config.ts';

export function deleteFunctionEventInvokeConfig({ store }: LambdaControl) {
  return (input: DeleteFunctionEventInvokeConfigCommandInput, call: CallContext): Record<string, never> => {
    const configured = nameConfigured(call, input.FunctionName, input.Qualifier);
    if (!store.eventInvokeConfigs.delete(call, configured.id)) throw noEventInvokeConfig(call, configured);
    return {};
  };
}
