/** GetFunctionEventInvokeConfig. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
import type { FunctionEventInvokeConfig, GetFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { eventInvokeConfiguration, nameConfigured, noEventInvokeConfig } from '../event-invoke-config.ts';

export function getFunctionEventInvokeConfig({ store }: LambdaControl) {
  return (input: GetFunctionEventInvokeConfigCommandInput, call: CallContext): FunctionEventInvokeConfig => {
    const configured = nameConfigured(call, input.FunctionName, input.Qualifier);
    const config = store.eventInvokeConfigs.get(call, configured.id);
    if (!config) throw noEventInvokeConfig(call, configured);
    return eventInvokeConfiguration(call, configured, config);
  };
}
