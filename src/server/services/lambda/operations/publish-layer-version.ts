/** PublishLayerVersion. https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
import type { PublishLayerVersionCommandInput, PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { checkUploadSize, uploadedCode } from '../code/uploaded-code.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { lambdaTimestamp } from '../function-configuration.ts';
import { constrainArchitectureNames } from '../function-settings.ts';
import { layerVersionId } from '../layers/find-layer.ts';
import { parseLayerName } from '../layers/layer-arn.ts';
import { layerVersionContent, layerVersionShape } from '../layers/layer-version.ts';
import { now } from '../lifecycle.ts';
import { creatableRuntimes, knownRuntimes } from '../runtime-identifiers.ts';
import type { StoredLayerVersion } from '../store.ts';

export function publishLayerVersion(control: LambdaControl) {
  return async (input: PublishLayerVersionCommandInput, call: CallContext): Promise<PublishLayerVersionResponse> => {
    checkUploadSize(call, input.Content?.ZipFile);
    const { layerName } = parseLayerName(call, input.LayerName ?? '');
    const constraints = new Constraints()
      .length('description', input.Description, 0, 256)
      .length('licenseInfo', input.LicenseInfo, 0, 512);
    constrainRuntimes(constraints, input.CompatibleRuntimes ?? []);
    constrainArchitectureNames(constraints, 'compatibleArchitectures', input.CompatibleArchitectures);
    constraints.check();
    const zip = await uploadedCode(control, call, input.Content ?? {});
    const code = await control.code.add(zip);
    try {
      const layer = control.store.controlPlane.transaction(() => {
        const version = (control.store.layerCounters.get(call, layerName) ?? 0) + 1;
        const made: StoredLayerVersion = {
          layerName,
          version,
          description: input.Description ?? '',
          licenseInfo: input.LicenseInfo,
          compatibleRuntimes: input.CompatibleRuntimes,
          compatibleArchitectures: input.CompatibleArchitectures,
          createdDate: lambdaTimestamp(now()),
          ...code,
        };
        control.store.layerCounters.put(call, layerName, version);
        control.store.layerVersions.put(call, layerVersionId(layerName, version), made);
        return made;
      });
      return { ...layerVersionShape(call, layer), ...layerVersionContent(control.codeUrl, layer) };
    } finally {
      control.code.release(code.codeSha256);
    }
  };
}

/** Runtimes of the past are let through, though AWS's message names those of today alone. */
function constrainRuntimes(constraints: Constraints, runtimes: readonly string[]): void {
  const shown = `[${runtimes.join(', ')}]`;
  if (runtimes.length > 15) {
    constraints.violated('compatibleRuntimes', shown, 'Member must have length less than or equal to 15');
  }
  if (runtimes.some((runtime) => !knownRuntimes.includes(runtime))) {
    const rule = `Member must satisfy enum value set: [${creatableRuntimes.join(', ')}]`;
    constraints.violated('compatibleRuntimes', shown, rule);
  }
}
