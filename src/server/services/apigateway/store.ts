/**
 * Reads and writes the records of a REST API for the operations: what is missing is AWS's NotFoundException.
 */
import type { Collection, ControlPlane, Scope } from '../../store/ports.ts';
import { newId } from '../api-id.ts';
import type { RestApi, RestApiKey, RestDeployment, RestMethod, RestResource, RestStage, RestUsagePlan } from '../rest-api.ts';
import { openRestApiStore, ownerScope } from '../rest-api.ts';
import { errors } from './errors.ts';

/** 40 characters, as AWS makes values of API keys. */
export const newKeyValue = (): string => newId(40);

/** The settings of an account in a region. */
export interface AccountSettings {
  readonly cloudwatchRoleArn?: string | undefined;
}

interface ResponseAddress {
  readonly restApiId?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly httpMethod?: string | undefined;
  readonly statusCode?: string | undefined;
}

export type ApiGatewayStore = ReturnType<typeof createStore>;

export function createStore(controlPlane: ControlPlane) {
  const { apis, resources, deployments, stages, owners, ...others } = openRestApiStore(controlPlane);
  const { models, requestValidators, authorizers, gatewayResponses, apiKeys, usagePlans } = others;

  const api = (scope: Scope, apiId: string): RestApi => {
    const found = apis.get(scope, apiId);
    if (!found) throw errors.noRestApi(scope.account, apiId);
    return found;
  };
  /** AWS says the same of an API that is not there. */
  const resource = (scope: Scope, apiId: string, resourceId: string): RestResource => {
    const found = resources.get(scope, `${apiId}/${resourceId}`);
    if (!found) throw errors.noResource();
    return found;
  };

  /** One kind of thing inside an API. */
  function part<Value>(collection: Collection<Value>, keyOf: (value: Value) => string, missing: (key: string) => Error) {
    return {
      get(scope: Scope, apiId: string, key: string): Value {
        const found = collection.get(scope, `${apiId}/${key}`);
        if (!found) throw missing(key);
        return found;
      },
      find: (scope: Scope, apiId: string, key: string): Value | undefined => collection.get(scope, `${apiId}/${key}`),
      /** Throws for an API that is not there. */
      list(scope: Scope, apiId: string): Value[] {
        api(scope, apiId);
        return collection.list(scope, `${apiId}/`).map((entry) => entry.value);
      },
      put: (scope: Scope, apiId: string, value: Value): void => collection.put(scope, `${apiId}/${keyOf(value)}`, value),
      delete: (scope: Scope, apiId: string, key: string): boolean => collection.delete(scope, `${apiId}/${key}`),
    };
  }

  return {
    models: part(models, ({ name }) => name, errors.noModel),
    requestValidators: part(requestValidators, ({ id }) => id, errors.noValidator),
    authorizers: part(authorizers, ({ id }) => id, errors.noAuthorizer),
    gatewayResponses: part(gatewayResponses, ({ responseType }) => responseType, errors.noGatewayResponse),
    apiKeys,
    usagePlans,
    accounts: controlPlane.collection<AccountSettings>('rest-api-account'),
    apiKey(scope: Scope, id: string): RestApiKey {
      const found = apiKeys.get(scope, id);
      if (!found) throw errors.noApiKey();
      return found;
    },
    usagePlan(scope: Scope, id: string): RestUsagePlan {
      const found = usagePlans.get(scope, id);
      if (!found) throw errors.noUsagePlan();
      return found;
    },
    findApi: (scope: Scope, apiId: string): RestApi | undefined => apis.get(scope, apiId),
    methods(scope: Scope, apiId: string): RestMethod[] {
      return this.resources(scope, apiId).flatMap((found) => Object.values(found.methods));
    },
    methodResponse(scope: Scope, at: ResponseAddress) {
      const found = this.method(scope, at.restApiId ?? '', at.resourceId ?? '', at.httpMethod ?? '');
      const { responses } = found.method;
      const response = Object.hasOwn(responses, at.statusCode ?? '') ? responses[at.statusCode ?? ''] : undefined;
      if (!response) throw errors.noResponse();
      return { ...found, response };
    },
    integrationResponse(scope: Scope, at: ResponseAddress) {
      const found = this.method(scope, at.restApiId ?? '', at.resourceId ?? '', at.httpMethod ?? '');
      const { integration } = found.method;
      if (!integration) throw errors.noIntegration();
      const { responses } = integration;
      const response = Object.hasOwn(responses, at.statusCode ?? '') ? responses[at.statusCode ?? ''] : undefined;
      if (!response) throw errors.noResponse();
      return { ...found, integration, response };
    },
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
      const parts = [resources, deployments, stages, models, requestValidators, authorizers, gatewayResponses];
      for (const collection of parts) for (const { id } of collection.list(scope, `${apiId}/`)) collection.delete(scope, id);
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
    findDeployment: (scope: Scope, apiId: string, id: string): RestDeployment | undefined =>
      deployments.get(scope, `${apiId}/${id}`),
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
