/**
 * Reads and writes the records of an HTTP API for the operations: what is missing is AWS's NotFoundException. Changes of what an API
 * serves go through `change`, which deploys the stages that deploy by themselves.
 */
import type { Collection, ControlPlane, Scope } from '../../store/ports.ts';
import { newId } from '../api-id.ts';
import type { HttpApi, HttpAuthorizer, HttpDeployment, HttpIntegration, HttpRoute, HttpStage } from '../http-api.ts';
import { openHttpApiStore } from '../http-api.ts';
import { ownerScope } from '../rest-api.ts';
import { errors } from './errors.ts';

/** AWS's timestamps of control planes are whole seconds. */
export const now = (): number => Math.floor(Date.now() / 1000) * 1000;

export type HttpApis = ReturnType<typeof createStore>;

export function createStore(controlPlane: ControlPlane) {
  const { apis, routes, integrations, authorizers, deployments, stages, owners } = openHttpApiStore(controlPlane);

  const api = (scope: Scope, apiId: string): HttpApi => {
    const found = apis.get(scope, apiId);
    if (!found) throw errors.noApi(apiId);
    return found;
  };

  /** One kind of thing inside an API. */
  function part<Value>(collection: Collection<Value>, idOf: (value: Value) => string, missing: (id: string) => Error) {
    return {
      find: (scope: Scope, apiId: string, id: string): Value | undefined => collection.get(scope, `${apiId}/${id}`),
      get(scope: Scope, apiId: string, id: string): Value {
        api(scope, apiId);
        const found = collection.get(scope, `${apiId}/${id}`);
        if (!found) throw missing(id);
        return found;
      },
      list(scope: Scope, apiId: string): Value[] {
        api(scope, apiId);
        return collection.list(scope, `${apiId}/`).map((entry) => entry.value);
      },
      put: (scope: Scope, apiId: string, value: Value): void => collection.put(scope, `${apiId}/${idOf(value)}`, value),
      delete: (scope: Scope, apiId: string, id: string): boolean => collection.delete(scope, `${apiId}/${id}`),
    };
  }

  const store = {
    api,
    apis: (scope: Scope): HttpApi[] => apis.list(scope).map((entry) => entry.value),
    routes: part<HttpRoute>(routes, ({ id }) => id, errors.noRoute),
    integrations: part<HttpIntegration>(integrations, ({ id }) => id, errors.noIntegration),
    authorizers: part<HttpAuthorizer>(authorizers, ({ id }) => id, errors.noAuthorizer),
    deployments: part<HttpDeployment>(deployments, ({ id }) => id, errors.noDeployment),
    stages: part<HttpStage>(stages, ({ stageName }) => stageName, errors.noStage),
    transaction: controlPlane.transaction.bind(controlPlane),
    /** REST APIs count: an id alone must tell whose API it is. */
    newApiId(): string {
      let id = newId(10);
      while (owners.get(ownerScope, id)) id = newId(10);
      return id;
    },
    putApi(scope: Scope, value: HttpApi): void {
      apis.put(scope, value.id, value);
      owners.put(ownerScope, value.id, { account: scope.account, region: scope.region });
    },
    deleteApi(scope: Scope, apiId: string): void {
      api(scope, apiId);
      controlPlane.transaction(() => {
        for (const collection of [routes, integrations, authorizers, deployments, stages])
          for (const { id } of collection.list(scope, `${apiId}/`)) collection.delete(scope, id);
        apis.delete(scope, apiId);
        owners.delete(ownerScope, apiId);
      });
    },
    /** The API as it is now, as a deployment that is stored. */
    deploy(scope: Scope, apiId: string, given: { autoDeployed: boolean; description?: string | undefined }): HttpDeployment {
      const deployment = {
        id: newId(6),
        createdDate: now(),
        cors: api(scope, apiId).cors,
        routes: store.routes.list(scope, apiId),
        integrations: store.integrations.list(scope, apiId),
        authorizers: store.authorizers.list(scope, apiId),
        ...given,
      };
      store.deployments.put(scope, apiId, deployment);
      return deployment;
    },
    /** Makes a change of what the API serves, and deploys it to the stages with AutoDeploy, all or nothing. */
    change<Result>(scope: Scope, apiId: string, work: () => Result): Result {
      return controlPlane.transaction(() => {
        const result = work();
        const all = store.stages.list(scope, apiId);
        const automatic = all.filter((stage) => stage.autoDeploy);
        if (automatic.length === 0) return result;
        const { id } = store.deploy(scope, apiId, {
          autoDeployed: true,
          description: 'Automatic deployment triggered by changes to the Api configuration',
        });
        for (const stage of automatic) store.stages.put(scope, apiId, { ...stage, deploymentId: id, lastUpdatedDate: now() });
        const used = new Set([id, ...all.filter((stage) => !stage.autoDeploy).map((stage) => stage.deploymentId)]);
        // Each holds a copy of the API: those that nothing can reach any more go.
        for (const old of store.deployments.list(scope, apiId))
          if (old.autoDeployed && !used.has(old.id)) store.deployments.delete(scope, apiId, old.id);
        return result;
      });
    },
  };
  return store;
}
