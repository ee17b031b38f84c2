/**
 * Makes an API what an OpenAPI document says.
 *
 * Who calls it: ImportRestApi and PutRestApi, and through them AWS::ApiGateway::RestApi with a `Body`; that is how SAM describes its
 * APIs. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
import type { Scope } from '../../../store/ports.ts';
import { newId } from '../../api-id.ts';
import type { RestApi, RestMethod, RestResource } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import { checkIntegration, checkIntegrationResponse } from '../integration-rules.ts';
import { checkMethod } from '../method-rules.ts';
import { checkPlace } from '../resource-rules.ts';
import type { ApiGatewayStore } from '../store.ts';
import { pathPrefix } from './base-path.ts';
import { fields, listOf, type OpenApiDocument, textOf } from './document.ts';
import { readIntegration } from './read-integration.ts';
import { modelReader } from './read-models.ts';
import { readOperation } from './read-operation.ts';
import { securityReader } from './read-security.ts';
import { readGatewayResponses, readSettings, readValidators } from './read-settings.ts';

const anyMethod = 'x-amazon-apigateway-any-method';
const httpMethods = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', anyMethod];
const noMethods = ['parameters', 'summary', 'description', 'servers'];

export interface ImportOptions {
  /** `overwrite` drops what the document does not have; `merge` keeps it. */
  readonly mode: 'overwrite' | 'merge';
  readonly basePath?: string | undefined;
}

/** All or nothing. @throws BadRequestException for what is wrong, and for what is not built, by name. */
export function importApi(
  store: ApiGatewayStore,
  scope: Scope,
  apiId: string,
  document: OpenApiDocument,
  { mode, basePath }: ImportOptions,
): RestApi {
  return store.transaction(() => {
    const api = withSettings(store.api(scope, apiId), document, mode);
    store.putApi(scope, api);
    if (mode === 'overwrite') clear(store, scope, api);
    const models = modelReader(document, apiId);
    const security = securityReader(document);
    const validators = readValidators(document);
    for (const validator of validators) store.requestValidators.put(scope, apiId, validator);
    for (const authorizer of security.authorizers) store.authorizers.put(scope, apiId, authorizer);
    for (const response of readGatewayResponses(document)) store.gatewayResponses.put(scope, apiId, response);
    const prefix = pathPrefix(document, basePath);
    const tree = new ResourceTree(store, scope, apiId);
    const read: { readonly resourceId: string; readonly method: RestMethod }[] = [];
    for (const [path, item] of Object.entries(fields(document.root['paths'], 'paths'))) {
      const resourceId = tree.at(`${prefix}${path}`);
      for (const [name, given] of Object.entries(fields(item, path))) {
        if (noMethods.includes(name) || (name.startsWith('x-') && name !== anyMethod)) continue;
        if (!httpMethods.includes(name)) throw errors.notBuilt(`${path}: ${name}`);
        const httpMethod = name === anyMethod ? 'ANY' : name.toUpperCase();
        const where = `${httpMethod} ${path}`;
        const operation = fields(given, where);
        const integration = operation['x-amazon-apigateway-integration'];
        const validator = textOf(
          operation['x-amazon-apigateway-request-validator'] ?? document.root['x-amazon-apigateway-request-validator'],
        );
        read.push({
          resourceId,
          method: {
            httpMethod,
            ...security.guardOf(operation, where),
            ...readOperation(document, models, operation, listOf(fields(item, path)['parameters']), where),
            requestValidatorId: validator === undefined ? undefined : idOf(validators, validator),
            integration: integration === undefined ? undefined : readIntegration(integration, where, resourceId),
          },
        });
      }
    }
    for (const model of models.models) store.models.put(scope, apiId, model);
    for (const { resourceId, method } of read) putMethod(store, scope, apiId, resourceId, method);
    return api;
  });
}

function withSettings(api: RestApi, document: OpenApiDocument, mode: ImportOptions['mode']): RestApi {
  const settings = readSettings(document);
  if (mode === 'overwrite') return { ...api, description: undefined, version: undefined, binaryMediaTypes: [], ...settings };
  const types = new Set([...api.binaryMediaTypes, ...(settings.binaryMediaTypes ?? [])]);
  return { ...api, ...settings, binaryMediaTypes: [...types] };
}

function clear(store: ApiGatewayStore, scope: Scope, { id: apiId, rootResourceId }: RestApi): void {
  for (const resource of store.resources(scope, apiId)) {
    if (resource.id === rootResourceId) store.putResource(scope, apiId, { ...resource, methods: {} });
    else store.deleteResource(scope, apiId, resource.id);
  }
  for (const { name } of store.models.list(scope, apiId)) store.models.delete(scope, apiId, name);
  for (const { id } of store.requestValidators.list(scope, apiId)) store.requestValidators.delete(scope, apiId, id);
  for (const { id } of store.authorizers.list(scope, apiId)) store.authorizers.delete(scope, apiId, id);
  for (const { responseType } of store.gatewayResponses.list(scope, apiId))
    store.gatewayResponses.delete(scope, apiId, responseType);
}

function idOf(validators: readonly { readonly id: string; readonly name: string }[], wanted: string): string {
  const found = validators.find(({ name }) => name === wanted);
  if (!found) throw errors.import(`there is no request validator ${wanted}`);
  return found.id;
}

function putMethod(store: ApiGatewayStore, scope: Scope, apiId: string, resourceId: string, method: RestMethod): void {
  checkMethod(store, scope, apiId, method);
  if (method.integration) {
    checkIntegration(method, method.integration);
    for (const response of Object.values(method.integration.responses)) checkIntegrationResponse(method, response);
  }
  store.putMethod(scope, apiId, store.resource(scope, apiId, resourceId), method);
}

/** Makes the resources on the way to a path. */
class ResourceTree {
  readonly #store: ApiGatewayStore;
  readonly #scope: Scope;
  readonly #apiId: string;
  readonly #all: RestResource[];

  constructor(store: ApiGatewayStore, scope: Scope, apiId: string) {
    this.#store = store;
    this.#scope = scope;
    this.#apiId = apiId;
    this.#all = store.resources(scope, apiId);
  }

  /** @returns the id of the resource at a path. */
  at(path: string): string {
    let parent = this.#all.find((resource) => resource.path === '/');
    for (const pathPart of path.split('/').filter((part) => part !== '')) {
      if (!parent) break;
      const child = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
      parent = this.#all.find((resource) => resource.path === child) ?? this.#make(parent, pathPart, child);
    }
    return parent?.id ?? '';
  }

  #make(parent: RestResource, pathPart: string, path: string): RestResource {
    checkPlace(this.#all, parent, pathPart);
    const resource = { id: newId(6), parentId: parent.id, pathPart, path, methods: {} };
    this.#store.putResource(this.#scope, this.#apiId, resource);
    this.#all.push(resource);
    return resource;
  }
}
