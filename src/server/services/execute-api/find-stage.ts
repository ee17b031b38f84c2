/**
 * Finds the stage that a request is addressed to, and the deployment that the stage serves.
 */
import { BoundedMap } from '../../bounded-map.ts';
import type { Tenant } from '../ports.ts';
import type { RestApi, RestApiStore, RestDeployment, RestStage } from '../rest-api.ts';
import { ownerScope } from '../rest-api.ts';
import type { ApiAddress } from './address.ts';
import { gatewayErrors } from './gateway-errors.ts';
import type { Routes } from './routes.ts';
import { compileRoutes } from './routes.ts';

export interface ServedStage {
  readonly tenant: Tenant;
  readonly api: RestApi;
  readonly stage: RestStage;
  readonly deployment: RestDeployment;
  readonly routes: Routes;
}

/** Deployments never change, so their routes are kept; the oldest give way. */
const keptDeployments = 200;

/** @returns a finder that throws API Gateway's 403 for an API, region or stage that is not there. */
export function stageFinder(store: RestApiStore): (address: ApiAddress) => ServedStage {
  const kept = new BoundedMap<string, { readonly deployment: RestDeployment; readonly routes: Routes }>(keptDeployments);

  const deploymentOf = (tenant: Tenant, apiId: string, stage: RestStage) => {
    const key = `${apiId}/${stage.deploymentId}`;
    const known = kept.get(key);
    if (known) return known;
    const deployment = store.deployments.get(tenant, key);
    if (!deployment) throw gatewayErrors.forbidden();
    const entry = { deployment, routes: compileRoutes(deployment.resources) };
    kept.set(key, entry);
    return entry;
  };

  return (address) => {
    const tenant = store.owners.get(ownerScope, address.apiId);
    if (!tenant || (address.region !== undefined && address.region !== tenant.region)) throw gatewayErrors.forbidden();
    const api = store.apis.get(tenant, address.apiId);
    const stage = store.stages.get(tenant, `${address.apiId}/${address.stageName}`);
    if (!api || !stage || api.disableExecuteApiEndpoint) throw gatewayErrors.forbidden();
    return { tenant, api, stage, ...deploymentOf(tenant, address.apiId, stage) };
  };
}
