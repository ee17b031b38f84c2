/** PublishLayerVersion. https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
import type { PublishLayerVersionCommandInput, PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { uploadedCode } from '../code/uploaded-code.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { lambdaTimestamp } from '../function-configuration.ts';
import { layerVersionId } from '../layers/find-layer.ts';
import { parseLayerName } from '../layers/layer-arn.ts';
import { layerVersionContent, layerVersionShape } from '../layers/layer-version.ts';
import { now } from '../lifecycle.ts';
import type { StoredLayerVersion } from '../store.ts';

export function publishLayerVersion(control: LambdaControl) {
  return async (input: PublishLayerVersionCommandInput, call: CallContext): Promise<PublishLayerVersionResponse> => {
    const { layerName } = parseLayerName(call, input.LayerName ?? '');
    const constraints = new Constraints()
      .length('description', input.Description, 0, 256)
      .length('licenseInfo', input.LicenseInfo, 0, 512);
    if ((input.CompatibleRuntimes?.length ?? 0) > 15) {
      constraints.violated(
        'compatibleRuntimes',
        `[${input.CompatibleRuntimes?.join(', ')}]`,
        'Member must have length less than or equal to 15',
      );
    }
    for (const architecture of input.CompatibleArchitectures ?? []) {
      constraints.oneOf('compatibleArchitectures', architecture, ['x86_64', 'arm64']);
    }
    constraints.check();
    const zip = await uploadedCode(control, call, 'PublishLayerVersion', input.Content ?? {});
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
