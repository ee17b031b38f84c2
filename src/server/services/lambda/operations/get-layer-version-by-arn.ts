/** GetLayerVersionByArn. https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
import type { GetLayerVersionByArnCommandInput, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { findLayerVersion } from '../layers/find-layer.ts';
import { parseLayerVersionArn } from '../layers/layer-arn.ts';
import { layerVersionContent, layerVersionShape } from '../layers/layer-version.ts';

export function getLayerVersionByArn(control: LambdaControl) {
  return async (input: GetLayerVersionByArnCommandInput, _call: CallContext): Promise<GetLayerVersionResponse> => {
    const arn = input.Arn ?? '';
    const name = parseLayerVersionArn(arn);
    if (!name) {
      const rule =
        'Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+';
      new Constraints().violated('arn', arn, rule).check();
    }
    await control.publicLayers.prepare([arn]);
    const layer = name && findLayerVersion(control, name);
    if (!name || !layer) throw resourceNotFound(`Layer version ${arn} does not exist.`);
    return { ...layerVersionShape(name, layer), ...layerVersionContent(control.codeUrl, layer) };
  };
}
