/** ListLayerVersions: newest first. https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
import type { ListLayerVersionsCommandInput, ListLayerVersionsResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { constrainCompatible, isCompatible } from '../layers/compatible.ts';
import { versionsOfLayer } from '../layers/find-layer.ts';
import { parseLayerName } from '../layers/layer-arn.ts';
import { layerVersionItem } from '../layers/layer-version.ts';
import { page } from '../paging.ts';

/** Sorts the newest version first. */
const newestFirst = (version: number) => String(Number.MAX_SAFE_INTEGER - version).padStart(16, '0');

export function listLayerVersions(control: LambdaControl) {
  return (input: ListLayerVersionsCommandInput, call: CallContext): ListLayerVersionsResponse => {
    constrainCompatible(input);
    const name = parseLayerName(call, input.LayerName ?? '');
    const layers = versionsOfLayer(control.store, name, name.layerName).filter((layer) => isCompatible(layer, input));
    const { items, ...next } = page(layers, input, (layer) => newestFirst(layer.version));
    return { LayerVersions: items.map((layer) => layerVersionItem(name, layer)), ...next };
  };
}
