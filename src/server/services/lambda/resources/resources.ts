/** What CloudFormation can make in Lambda. Called by `main.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { aliasResource } from './alias.ts';
import { functionResource } from './function.ts';
import { layerVersionResource } from './layer-version.ts';
import { permissionResource } from './permission.ts';
import { versionResource } from './version.ts';

export function lambdaResources(deps: { readonly service: Service }): ResourceProvider[] {
  const ask = asking(deps.service);
  return [functionResource(ask), versionResource(ask), aliasResource(ask), permissionResource(ask), layerVersionResource(ask)];
}
