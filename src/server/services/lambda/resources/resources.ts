/** What CloudFormation can make in Lambda. Called by `services/index.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { aliasResource } from './alias.ts';
import { eventInvokeConfigResource } from './event-invoke-config.ts';
import { eventSourceMappingResource } from './event-source-mapping.ts';
import { functionResource } from './function.ts';
import { layerVersionResource } from './layer-version.ts';
import { permissionResource } from './permission.ts';
import { urlResource } from './url.ts';
import { versionResource } from './version.ts';

export function lambdaResources(deps: { readonly service: Service }): ResourceProvider[] {
  const ask = asking(deps.service);
  return [
    functionResource(ask),
    versionResource(ask),
    aliasResource(ask),
    permissionResource(ask),
    layerVersionResource(ask),
    urlResource(ask),
    eventInvokeConfigResource(ask),
    eventSourceMappingResource(ask),
  ];
}
