/** GetLayerVersion. https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
import type { GetLayerVersionCommandInput, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { findLayerVersion } from '../layers/find-layer.ts';
import { checkLayerVersionNumber, layerVersionArn, parseLayerName } from '../layers/layer-arn.ts';
import { layerVersionContent, layerVersionShape } from '../layers/layer-version.ts';

export function getLayerVersion(control: LambdaControl) {
  return async (input: GetLayerVersionCommandInput, call: CallContext): Promise<GetLayerVersionResponse> => {
    const name = parseLayerName(call, input.LayerName ?? '');
    const version = { ...name, version: checkLayerVersionNumber(input.VersionNumber) };
    await control.publicLayers.prepare([layerVersionArn(version)]);
    const layer = findLayerVersion(control, version);
    if (!layer) throw resourceNotFound();
    return { ...layerVersionShape(name, layer), ...layerVersionContent(control.codeUrl, layer) };
  };
}
