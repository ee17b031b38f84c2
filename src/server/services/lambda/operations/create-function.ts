/** CreateFunction. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
import type { CreateFunctionCommandInput, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { checkUploadSize, containerImageRefused, uploadedCode } from '../code/uploaded-code.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { checkVariables } from '../environment-variables.ts';
import { invalidParameter, resourceConflict } from '../errors.ts';
import { checkRole, checkTracing } from '../execution-role.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { functionArn, parsePlainFunctionName } from '../function-name.ts';
import { constrainArchitectures, constrainSettings, loggingConfig, refuseUnsupported } from '../function-settings.ts';
import { attachLayers, checkTotalSize } from '../layers/attach.ts';
import { checkRuntime } from '../runtime-identifiers.ts';
import type { StoredVersion } from '../store.ts';
import { checkTags } from '../tags.ts';
import { publish, written } from '../versions.ts';

export function createFunction(control: LambdaControl) {
  return async (input: CreateFunctionCommandInput, call: CallContext): Promise<FunctionConfiguration> => {
    checkUploadSize(call, input.Code?.ZipFile);
    const { name } = parsePlainFunctionName(call, input.FunctionName ?? '');
    checkInput(input, name);
    refuseUnsupported(input);
    const runtime = checkRuntime(input.Runtime ?? '');
    const environment = checkVariables(input.Environment?.Variables);
    const tags = checkTags(input.Tags ?? {});
    const role = input.Role ?? '';
    const tracingMode = input.TracingConfig?.Mode ?? 'PassThrough';
    const logging = loggingConfig(input.LoggingConfig, name, undefined);
    await control.publicLayers.prepare(input.Layers ?? [], runtime);
    const { layers, unzippedSize: layersUnzippedSize } = attachLayers(control, call, input.Layers ?? [], runtime);
    refuseDuplicate(control, call, name);
    checkRole(control.roles, call, role);
    checkTracing(control.roles, role, tracingMode);

    const zip = await uploadedCode(control, call, input.Code ?? {});
    const code = await control.code.add(zip);
    try {
      checkTotalSize(code.unzippedSize + layersUnzippedSize);
      const latest: StoredVersion = {
        account: call.account,
        region: call.region,
        functionName: name,
        version: '$LATEST',
        functionArn: functionArn(call, name),
        description: input.Description ?? '',
        runtime,
        handler: input.Handler ?? '',
        role,
        timeout: input.Timeout ?? 3,
        memorySize: input.MemorySize ?? 128,
        ephemeralStorage: input.EphemeralStorage?.Size ?? 512,
        environment,
        architectures: input.Architectures ?? ['x86_64'],
        tracingMode,
        layers,
        ...code,
        layersUnzippedSize,
        loggingConfig: logging,
        kmsKeyArn: input.KMSKeyArn,
        tags,
        ...written('create'),
      };
      return control.store.controlPlane.transaction(() => {
        // Another call may have created it while this one's code was being extracted.
        refuseDuplicate(control, call, name);
        control.store.functions.put(call, name, { latest, reservedConcurrency: undefined });
        control.execution().prepare(latest);
        if (!input.Publish) return functionConfiguration(latest, undefined);
        const version = publish(control.store, call, latest, undefined);
        // The version's number with the function's own ARN: so AWS answers, here only.
        return functionConfiguration(version, undefined);
      });
    } finally {
      control.code.release(code.codeSha256);
    }
  };
}

function checkInput(input: CreateFunctionCommandInput, name: string): void {
  const constraints = new Constraints().oneOf('packageType', input.PackageType, ['Zip', 'Image']);
  constrainArchitectures(constraints, input.Architectures);
  constrainSettings(constraints, input);
  constraints.check();
  // In the words of a constraint, but as another error.
  if (name.length > 64) {
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    );
  }
  if (input.PackageType === 'Image' || input.Code?.ImageUri !== undefined) throw containerImageRefused();
  if (input.Runtime === undefined || input.Handler === undefined) {
    throw invalidParameter('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
  }
}

function refuseDuplicate(control: LambdaControl, call: CallContext, name: string): void {
  if (control.store.functions.get(call, name)) throw resourceConflict(`Function already exist: ${name}`);
}
