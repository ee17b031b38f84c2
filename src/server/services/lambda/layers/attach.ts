/** The layers that a function names, checked (Lambda developer guide, "Adding layers to functions"). */
import type { Tenant } from '../../ports.ts';
import { unzippedLimit } from '../code/archive.ts';
import type { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter } from '../errors.ts';
import type { FunctionLayer } from '../function.ts';
import { findLayerVersion } from './find-layer.ts';
import { layerArn, parseLayerVersionArn, shownLayerVersionArn } from './layer-arn.ts';

export interface AttachedLayers {
  /** In the order in which they are laid over each other; the last one wins. */
  readonly layers: readonly FunctionLayer[];
  /** Bytes of all their files. */
  readonly unzippedSize: number;
}

/** @throws ValidationException for what is no layer version's ARN. */
export function constrainLayers(constraints: Constraints, arns: readonly string[] | undefined): void {
  if (!arns?.some((arn) => !new RegExp(`^(?:${shownLayerVersionArn})$`).test(arn))) return;
  const rules = [
    'Member must have length less than or equal to 2048',
    'Member must have length greater than or equal to 1',
    `Member must satisfy regular expression pattern: ${shownLayerVersionArn}`,
    'Member must not be null',
  ];
  constraints.violated('layers', `[${arns.join(', ')}]`, `Member must satisfy constraint: [${rules.join(', ')}]`);
}

/** @throws InvalidParameterValueException for more than five, unknown ones, another region's, or two versions of one. */
export function attachLayers(control: LambdaControl, tenant: Tenant, arns: readonly string[], runtime: string): AttachedLayers {
  if (arns.length > 5) throw invalidParameter('Cannot reference more than 5 layers.');
  const layers: FunctionLayer[] = [];
  const seen = new Map<string, string>();
  let unzippedSize = 0;
  for (const arn of arns) {
    const name = parseLayerVersionArn(arn);
    if (!name) throw invalidParameter(`Layer version ${arn} does not exist.`);
    if (name.region !== tenant.region) {
      throw invalidParameter(
        `Layers are not in the same region as the function. Layers are expected to be in region ${tenant.region}.`,
      );
    }
    const twin = seen.get(layerArn(name, name.layerName));
    if (twin !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${twin} and ${arn} are versions of the same layer.`,
      );
    }
    seen.set(layerArn(name, name.layerName), arn);
    const layer = findLayerVersion(control, name, runtime);
    if (!layer) throw invalidParameter(`Layer version ${arn} does not exist.`);
    layers.push({ arn, codeSha256: layer.codeSha256, codeSize: layer.codeSize });
    unzippedSize += layer.unzippedSize;
  }
  return { layers, unzippedSize };
}

/** @throws InvalidParameterValueException when code and layers together are too large. */
export function checkTotalSize(bytes: number): void {
  if (bytes > unzippedLimit) {
    throw invalidParameter(
      `Function code combined with layers exceeds the maximum allowed size of ${unzippedLimit} bytes. The actual size is ${bytes} bytes.`,
    );
  }
}
