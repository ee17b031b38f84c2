/** DeleteLayerVersion: functions that use it keep it. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html */
import type { DeleteLayerVersionCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { layerVersionId } from '../layers/find-layer.ts';
import { checkLayerVersionNumber, parseLayerName } from '../layers/layer-arn.ts';

export function deleteLayerVersion(control: LambdaControl) {
  return (input: DeleteLayerVersionCommandInput, call: CallContext): Record<string, never> => {
    const { layerName } = parseLayerName(call, input.LayerName ?? '');
    const id = layerVersionId(layerName, checkLayerVersionNumber(input.VersionNumber));
    control.store.layerVersions.delete(call, id);
    control.store.layerPolicies.delete(call, id);
    return {};
  };
}
