/**
 * Reads and writes the records of a REST API for the operations: what is missing is AWS's NotFoundException.
 */
import { randomInt } from 'node:crypto';
import type { ControlPlane, Scope } from '../../store/ports.ts';
import type { RestApi, RestDeployment, RestMethod, RestResource, RestStage } from '../rest-api.ts';
import { openRestApiStore, ownerScope } from '../rest-api.ts';
import { errors } from './errors.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Ten characters for APIs and resources, six for deployments, as AWS makes them. */
export function newId(length: number): string {
  let id = '';
  for (let i = 0; i < length; i++) id += alphabet.charAt(randomInt(alphabet.length));
  return id;
}

export type ApiGatewayStore = ReturnType<typeof createStore>;

export function createStore(controlPlane: ControlPlane) {
  const { apis, resources, deployments, stages, owners } = openRestApiStore(controlPlane);

  const api = (scope: Scope, apiId: string): RestApi => {
    const found = apis.get(scope, apiId);
    if (!found) throw errors.noRestApi(scope.account, apiId);
    return found;
  };
  const resource = (scope: Scope, apiId: string, resourceId: string): RestResource => {
    api(scope, apiId);
    const found = resources.get(scope, `${apiId}/${resourceId}`);
    if (!found) throw errors.noResource();
    return found;
  };

  return {
    transaction: controlPlane.transaction.bind(controlPlane),
    api,
    resource,
    apis: (scope: Scope): RestApi[] => apis.list(scope).map((entry) => entry.value),
    putApi(scope: Scope, value: RestApi): void {
      apis.put(scope, value.id, value);
      owners.put(ownerScope, value.id, { account: scope.account, region: scope.region });
    },
    /** Is the id free on this machine? */
    isFree: (apiId: string): boolean => owners.get(ownerScope, apiId) === undefined,
    deleteApi(scope: Scope, apiId: string): void {
      api(scope, apiId);
      for (const collection of [resources, deployments, stages])
        for (const { id } of collection.list(scope, `${apiId}/`)) collection.delete(scope, id);
      apis.delete(scope, apiId);
      owners.delete(ownerScope, apiId);
    },
    /** In order of their paths, so the root comes first. */
    resources(scope: Scope, apiId: string): RestResource[] {
      api(scope, apiId);
      const all = resources.list(scope, `${apiId}/`).map((entry) => entry.value);
      return all.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    putResource: (scope: Scope, apiId: string, value: RestResource): void => resources.put(scope, `${apiId}/${value.id}`, value),
    deleteResource: (scope: Scope, apiId: string, id: string): boolean => resources.delete(scope, `${apiId}/${id}`),
    method(scope: Scope, apiId: string, resourceId: string, httpMethod: string): { resource: RestResource; method: RestMethod } {
      const found = resource(scope, apiId, resourceId);
      // What objects inherit is no method: `constructor`.
      const method = Object.hasOwn(found.methods, httpMethod) ? found.methods[httpMethod] : undefined;
      if (!method) throw errors.noMethod();
      return { resource: found, method };
    },
    putMethod(scope: Scope, apiId: string, on: RestResource, method: RestMethod): void {
      this.putResource(scope, apiId, { ...on, methods: { ...on.methods, [method.httpMethod]: method } });
    },
    deployment(scope: Scope, apiId: string, deploymentId: string): RestDeployment {
      api(scope, apiId);
      const found = deployments.get(scope, `${apiId}/${deploymentId}`);
      if (!found) throw errors.noDeployment();
      return found;
    },
    /** Newest first. */
    deployments(scope: Scope, apiId: string): RestDeployment[] {
      api(scope, apiId);
      const all = deployments.list(scope, `${apiId}/`).map((entry) => entry.value);
      return all.sort((a, b) => b.createdDate - a.createdDate);
    },
    putDeployment: (scope: Scope, apiId: string, value: RestDeployment): void =>
      deployments.put(scope, `${apiId}/${value.id}`, value),
    deleteDeployment: (scope: Scope, apiId: string, id: string): boolean => deployments.delete(scope, `${apiId}/${id}`),
    stage(scope: Scope, apiId: string, stageName: string): RestStage {
      api(scope, apiId);
      const found = stages.get(scope, `${apiId}/${stageName}`);
      if (!found) throw errors.noStage();
      return found;
    },
    findStage: (scope: Scope, apiId: string, stageName: string): RestStage | undefined =>
      stages.get(scope, `${apiId}/${stageName}`),
    stages(scope: Scope, apiId: string): RestStage[] {
      api(scope, apiId);
      return stages.list(scope, `${apiId}/`).map((entry) => entry.value);
    },
    putStage: (scope: Scope, apiId: string, value: RestStage): void => stages.put(scope, `${apiId}/${value.stageName}`, value),
    deleteStage: (scope: Scope, apiId: string, name: string): boolean => stages.delete(scope, `${apiId}/${name}`),
  };
}
