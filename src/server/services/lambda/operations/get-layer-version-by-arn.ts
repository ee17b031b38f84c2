/** GetLayerVersionByArn. https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
import type { GetLayerVersionByArnCommandInput, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { findLayerVersion } from '../layers/find-layer.ts';
import { parseLayerVersionArn, shownLayerVersionArn } from '../layers/layer-arn.ts';
import { layerVersionContent, layerVersionShape } from '../layers/layer-version.ts';

export function getLayerVersionByArn(control: LambdaControl) {
  return async (input: GetLayerVersionByArnCommandInput, _call: CallContext): Promise<GetLayerVersionResponse> => {
    const arn = input.Arn ?? '';
    const name = parseLayerVersionArn(arn);
    if (!name) {
      new Constraints().violated('arn', arn, `Member must satisfy regular expression pattern: ${shownLayerVersionArn}`).check();
    }
    await control.publicLayers.prepare([arn]);
    const layer = name && findLayerVersion(control, name);
    if (!name || !layer) throw resourceNotFound();
    return { ...layerVersionShape(name, layer), ...layerVersionContent(control.codeUrl, layer) };
  };
}
