/** UpdateFunctionCode. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
import type { FunctionConfiguration, UpdateFunctionCodeCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { checkUploadSize, uploadedCode } from '../code/uploaded-code.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter } from '../errors.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { constrainArchitectures } from '../function-settings.ts';
import { checkTotalSize } from '../layers/attach.ts';
import type { StoredVersion } from '../store.ts';
import { findForUpdate, parseUpdatedName } from '../update-latest.ts';
import { publish, written } from '../versions.ts';

export function updateFunctionCode(control: LambdaControl) {
  return async (input: UpdateFunctionCodeCommandInput, call: CallContext): Promise<FunctionConfiguration> => {
    checkUploadSize(call, input.ZipFile);
    const constraints = new Constraints();
    constrainArchitectures(constraints, input.Architectures);
    constraints.check();
    const named = parseUpdatedName(call, input.FunctionName ?? '');
    findForUpdate(control.store, call, named, input.RevisionId);
    if (input.ImageUri !== undefined) {
      throw invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");
    }
    const zip = await uploadedCode(control, call, input);
    const code = await control.code.add(zip);
    try {
      return control.store.controlPlane.transaction(() => {
        const found = findForUpdate(control.store, call, named, input.RevisionId);
        checkTotalSize(code.unzippedSize + found.latest.layersUnzippedSize);
        const latest: StoredVersion = {
          ...found.latest,
          ...code,
          architectures: input.Architectures ?? found.latest.architectures,
          ...(!input.DryRun && written('update')),
        };
        if (input.DryRun) return functionConfiguration(latest, undefined);
        control.store.functions.put(call, named.name, { ...found, latest });
        control.execution().prepare(latest);
        control.execution().retire(latest.functionArn);
        if (!input.Publish) return functionConfiguration(latest, undefined);
        const version = publish(control.store, call, latest, undefined);
        return functionConfiguration(version, version.version);
      });
    } finally {
      control.code.release(code.codeSha256);
    }
  };
}
