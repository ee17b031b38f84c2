/** Names of layers: `NAME`, `arn:aws:lambda:REGION:ACCOUNT:layer:NAME`, and the latter with `:VERSION`. */
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidParameter } from '../errors.ts';

/** As AWS's messages show it. */
export const shownLayerVersionArn =
  '(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)';

export interface LayerVersionName extends Tenant {
  readonly layerName: string;
  readonly version: number;
}

export function layerArn(tenant: Tenant, layerName: string): string {
  return `arn:aws:lambda:${tenant.region}:${tenant.account}:layer:${layerName}`;
}

export function layerVersionArn(name: LayerVersionName): string {
  return `${layerArn(name, name.layerName)}:${name.version}`;
}

/** Undefined when the text is not a layer version's ARN. */
export function parseLayerVersionArn(arn: string): LayerVersionName | undefined {
  const match = /^arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\d{12}):layer:([a-zA-Z0-9-_]+):(\d+)$/.exec(arn);
  const [, region, account, layerName, version] = match ?? [];
  if (!region || !account || !layerName || !version) return undefined;
  return { region, account, layerName, version: Number(version) };
}

/**
 * @returns the layer's name and whose it is.
 * @throws ValidationException.
 */
export function parseLayerName(tenant: Tenant, text: string): Tenant & { readonly layerName: string } {
  const pattern = /^(?:arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\d{12}):layer:)?([a-zA-Z0-9-_]{1,140})$/;
  new Constraints()
    .length('layerName', text, 1, 2048)
    .pattern(
      'layerName',
      text,
      pattern,
      '(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]{1,140}|[a-zA-Z0-9-_]{1,140})',
    )
    .check();
  const [, region, account, layerName = ''] = pattern.exec(text) ?? [];
  return { region: region ?? tenant.region, account: account ?? tenant.account, layerName };
}

/** @throws InvalidParameterValueException */
export function checkLayerVersionNumber(version: number | undefined): number {
  if (version === undefined || version < 1) throw invalidParameter('Layer Version Cannot be less than 1');
  return version;
}
