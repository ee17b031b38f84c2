/** UpdateFunctionEventInvokeConfig: what is not given stays. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
import type { FunctionEventInvokeConfig, UpdateFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import {
  checkDestinations,
  constrainEventInvoke,
  destinationOf,
  eventInvokeConfiguration,
  findConfigured,
  noEventInvokeConfig,
} from '../event-invoke-config.ts';
import { now } from '../lifecycle.ts';
import type { StoredEventInvokeConfig } from '../store.ts';

export function updateFunctionEventInvokeConfig({ store }: LambdaControl) {
  return (input: UpdateFunctionEventInvokeConfigCommandInput, call: CallContext): FunctionEventInvokeConfig => {
    constrainEventInvoke(input);
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
    const configured = findConfigured(store, call, input.FunctionName, input.Qualifier);
    const before = store.eventInvokeConfigs.get(call, configured.id);
    if (!before) throw noEventInvokeConfig(call, configured);
    checkDestinations(store, call, configured, DestinationConfig);
    const { OnSuccess, OnFailure } = DestinationConfig ?? {};
    const config: StoredEventInvokeConfig = {
      lastModified: now(),
      maximumRetryAttempts: MaximumRetryAttempts ?? before.maximumRetryAttempts,
      maximumEventAge: MaximumEventAgeInSeconds ?? before.maximumEventAge,
      onSuccess: OnSuccess?.Destination === undefined ? before.onSuccess : destinationOf(OnSuccess),
      onFailure: OnFailure?.Destination === undefined ? before.onFailure : destinationOf(OnFailure),
    };
    store.eventInvokeConfigs.put(call, configured.id, config);
    return eventInvokeConfiguration(call, configured, config);
  };
}
