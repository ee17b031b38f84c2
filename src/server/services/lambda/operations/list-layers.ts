/** ListLayers: each with its newest version. https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
import type { ListLayersCommandInput, ListLayersResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { constrainCompatible, isCompatible } from '../layers/compatible.ts';
import { layerArn } from '../layers/layer-arn.ts';
import { layerVersionItem } from '../layers/layer-version.ts';
import { page } from '../paging.ts';
import type { StoredLayerVersion } from '../store.ts';

export function listLayers(control: LambdaControl) {
  return (input: ListLayersCommandInput, call: CallContext): ListLayersResponse => {
    constrainCompatible(input);
    const newest = new Map<string, StoredLayerVersion>();
    for (const { value } of control.store.layerVersions.list(call)) {
      const known = newest.get(value.layerName);
      if (isCompatible(value, input) && value.version > (known?.version ?? 0)) newest.set(value.layerName, value);
    }
    const { items, ...next } = page([...newest.values()], input, (layer) => layer.layerName);
    const layers = items.map((layer) => ({
      LayerName: layer.layerName,
      LayerArn: layerArn(call, layer.layerName),
      LatestMatchingVersion: layerVersionItem(call, layer),
    }));
    return { Layers: layers, ...next };
  };
}
