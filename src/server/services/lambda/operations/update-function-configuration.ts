/** UpdateFunctionConfiguration: what is not given stays. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
import type { FunctionConfiguration, UpdateFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { checkVariables } from '../environment-variables.ts';
import { checkRole, checkTracing } from '../execution-role.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { constrainSettings, loggingConfig, refuseUnsupported } from '../function-settings.ts';
import { attachLayers, checkTotalSize } from '../layers/attach.ts';
import { checkRuntime } from '../runtime-identifiers.ts';
import type { StoredVersion } from '../store.ts';
import { findForUpdate, parseUpdatedName } from '../update-latest.ts';
import { written } from '../versions.ts';

export function updateFunctionConfiguration(control: LambdaControl) {
  return async (input: UpdateFunctionConfigurationCommandInput, call: CallContext): Promise<FunctionConfiguration> => {
    const constraints = new Constraints();
    constrainSettings(constraints, input);
    constraints.check();
    refuseUnsupported(input);
    const named = parseUpdatedName(call, input.FunctionName ?? '');
    const runtimeNow = control.store.functions.get(call, named.name)?.latest.runtime;
    await control.publicLayers.prepare(input.Layers ?? [], input.Runtime ?? runtimeNow);
    const found = findForUpdate(control.store, call, named, input.RevisionId);
    const before = found.latest;
    const latest: StoredVersion = {
      ...before,
      description: input.Description ?? before.description,
      runtime: input.Runtime === undefined ? before.runtime : checkRuntime(input.Runtime),
      handler: input.Handler ?? before.handler,
      role: input.Role ?? before.role,
      timeout: input.Timeout ?? before.timeout,
      memorySize: input.MemorySize ?? before.memorySize,
      ephemeralStorage: input.EphemeralStorage?.Size ?? before.ephemeralStorage,
      environment: input.Environment === undefined ? before.environment : checkVariables(input.Environment.Variables),
      tracingMode: input.TracingConfig?.Mode ?? before.tracingMode,
      loggingConfig: loggingConfig(input.LoggingConfig, named.name, before.loggingConfig),
      kmsKeyArn: input.KMSKeyArn === undefined ? before.kmsKeyArn : input.KMSKeyArn || undefined,
      ...layersOf(control, call, input.Layers, input.Runtime ?? before.runtime),
      ...written('update'),
    };
    checkTotalSize(latest.unzippedSize + latest.layersUnzippedSize);
    if (input.Role !== undefined) checkRole(control.roles, call, latest.role);
    if (input.Role !== undefined || input.TracingConfig !== undefined) {
      checkTracing(control.roles, latest.role, latest.tracingMode);
    }
    control.store.functions.put(call, named.name, { ...found, latest });
    control.execution().prepare(latest);
    control.execution().retire(latest.functionArn);
    return functionConfiguration(latest, undefined);
  };
}

function layersOf(control: LambdaControl, call: CallContext, arns: readonly string[] | undefined, runtime: string) {
  if (arns === undefined) return {};
  const { layers, unzippedSize } = attachLayers(control, call, arns, runtime);
  return { layers, layersUnzippedSize: unzippedSize };
}
