/**
 * Finds the stage of an HTTP API that a request is addressed to. Under the API's own host name a path begins with a stage's name only
 * where there is such a stage; every other path belongs to `$default`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 */
import { BoundedMap } from '../../../bounded-map.ts';
import type { HttpApi, HttpApiStore, HttpDeployment, HttpStage } from '../../http-api.ts';
import type { Tenant } from '../../ports.ts';
import type { ApiAddress } from '../address.ts';
import { httpErrors } from './gateway-errors.ts';
import type { HttpRoutes } from './routes.ts';
import { compileHttpRoutes } from './routes.ts';

export interface ServedHttpStage {
  readonly tenant: Tenant;
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly deployment: HttpDeployment;
  readonly routes: HttpRoutes;
  /** What the routes are matched against: decoded, and without the stage. */
  readonly path: string;
}

/** Deployments never change, so their routes are kept; the oldest give way. */
const keptDeployments = 200;

/** @returns a finder that throws 404 for a stage that is not there or serves nothing, 400 for a path that cannot be decoded; undefined when the API is no HTTP API. */
export function httpStageFinder(store: HttpApiStore): (tenant: Tenant, address: ApiAddress) => ServedHttpStage | undefined {
  const kept = new BoundedMap<string, { readonly deployment: HttpDeployment; readonly routes: HttpRoutes }>(keptDeployments);

  const deploymentOf = (tenant: Tenant, key: string) => {
    const known = kept.get(key);
    if (known) return known;
    const deployment = store.deployments.get(tenant, key);
    if (!deployment) throw httpErrors.notFound();
    const entry = { deployment, routes: compileHttpRoutes(deployment) };
    kept.set(key, entry);
    return entry;
  };

  return (tenant, address) => {
    const { apiId } = address;
    const api = store.apis.get(tenant, apiId);
    if (!api) return undefined;
    if (api.disableExecuteApiEndpoint) throw httpErrors.notFound();
    const named = store.stages.get(tenant, `${apiId}/${address.stageName}`);
    const isWhole = named === undefined && address.wholePath !== undefined;
    const stage = isWhole ? store.stages.get(tenant, `${apiId}/$default`) : named;
    if (!stage?.deploymentId) throw httpErrors.notFound();
    const path = isWhole ? (address.wholePath ?? '/') : address.path;
    return { tenant, api, stage, path: decodedPath(path), ...deploymentOf(tenant, `${apiId}/${stage.deploymentId}`) };
  };
}

/**
 * HTTP APIs decode a path twice, and what a question mark begins after the first time is lost; events show it. Hence an encoded slash
 * parts a path as any other does.
 */
function decodedPath(path: string): string {
  try {
    const [once = ''] = decodeURIComponent(path).split('?');
    return decodeURIComponent(once);
  } catch {
    throw httpErrors.badRequest(`The path ${path} cannot be decoded twice`);
  }
}
