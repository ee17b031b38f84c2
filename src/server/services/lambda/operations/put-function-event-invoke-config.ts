/** PutFunctionEventInvokeConfig: replaces what there was. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import {
  checkDestinations,
  constrainEventInvoke,
  destinationOf,
  eventInvokeConfiguration,
  findConfigured,
} from '../event-invoke-config.ts';
import { now } from '../lifecycle.ts';
import type { StoredEventInvokeConfig } from '../store.ts';

export function putFunctionEventInvokeConfig({ store }: LambdaControl) {
  return (input: PutFunctionEventInvokeConfigCommandInput, call: CallContext): FunctionEventInvokeConfig => {
    constrainEventInvoke(input);
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
    const configured = findConfigured(store, call, input.FunctionName, input.Qualifier);
    checkDestinations(store, call, configured, DestinationConfig);
    const config: StoredEventInvokeConfig = {
      lastModified: now(),
      maximumRetryAttempts: MaximumRetryAttempts,
      maximumEventAge: MaximumEventAgeInSeconds,
      onSuccess: destinationOf(DestinationConfig?.OnSuccess),
      onFailure: destinationOf(DestinationConfig?.OnFailure),
    };
    store.eventInvokeConfigs.put(call, configured.id, config);
    return eventInvokeConfiguration(call, configured, config);
  };
}
