/** From a stored layer version to AWS's output shapes. */
import type {
  Architecture,
  GetLayerVersionResponse,
  LayerVersionContentOutput,
  LayerVersionsListItem,
  Runtime,
} from '@aws-sdk/client-lambda';
import type { Tenant } from '../../ports.ts';
import { hexOf } from '../code/code-store.ts';
import type { StoredLayerVersion } from '../store.ts';
import { layerArn, layerVersionArn } from './layer-arn.ts';

/** What lists show of a version. */
export function layerVersionItem(tenant: Tenant, layer: StoredLayerVersion): LayerVersionsListItem {
  return {
    LayerVersionArn: layerVersionArn({ account: tenant.account, region: tenant.region, ...layer }),
    Version: layer.version,
    Description: layer.description,
    CreatedDate: layer.createdDate,
    ...(layer.compatibleRuntimes !== undefined && { CompatibleRuntimes: [...layer.compatibleRuntimes] as Runtime[] }),
    ...(layer.licenseInfo !== undefined && { LicenseInfo: layer.licenseInfo }),
    ...(layer.compatibleArchitectures !== undefined && {
      CompatibleArchitectures: [...layer.compatibleArchitectures] as Architecture[],
    }),
  };
}

export function layerVersionShape(tenant: Tenant, layer: StoredLayerVersion): GetLayerVersionResponse {
  return { ...layerVersionItem(tenant, layer), LayerArn: layerArn(tenant, layer.layerName) };
}

export function layerVersionContent(
  codeUrl: (sha256: string) => string,
  layer: StoredLayerVersion,
): { readonly Content: LayerVersionContentOutput } {
  return {
    Content: { Location: codeUrl(hexOf(layer.codeSha256)), CodeSha256: layer.codeSha256, CodeSize: layer.codeSize },
  };
}
