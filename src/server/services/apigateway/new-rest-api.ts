/** Makes an API with its root resource and the two models of every API. Who calls it: CreateRestApi and ImportRestApi. */
import type { CreateRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { Scope } from '../../store/ports.ts';
import { newId } from '../api-id.ts';
import type { RestApi } from '../rest-api.ts';
import type { Violation } from './constraints.ts';
import { endpointTypes, notOneOf, refuseViolations } from './constraints.ts';
import { errors } from './errors.ts';
import { defaultModels } from './models.ts';
import { compressionSize } from './patch/rest-api.ts';
import type { ApiGatewayStore } from './store.ts';

/** @throws BadRequestException, ValidationException */
export function newRestApi(store: ApiGatewayStore, scope: Scope, input: CreateRestApiRequest): RestApi {
  checkEnumerations(input);
  if (!input.name) throw errors.emptyName();
  if (input.description === '') throw errors.emptyDescription();
  const { types = ['EDGE'], ipAddressType, vpcEndpointIds } = input.endpointConfiguration ?? {};
  if (types.length === 0) throw errors.noEndpointType();
  if (types.length > 1) throw errors.endpointTypes();
  const isPrivate = types.includes('PRIVATE');
  if (isPrivate && ipAddressType === 'ipv4') throw errors.privateIpAddressType();
  let id = newId(10);
  while (!store.isFree(id)) id = newId(10);
  const api: RestApi = {
    id,
    name: input.name,
    description: input.description,
    version: input.version,
    // Lists are in this order; answers tell whole seconds.
    createdDate: Date.now(),
    binaryMediaTypes: input.binaryMediaTypes ?? [],
    endpointTypes: types,
    ipAddressType: ipAddressType ?? (isPrivate ? 'dualstack' : 'ipv4'),
    vpcEndpointIds,
    apiKeySource: input.apiKeySource ?? 'HEADER',
    minimumCompressionSize:
      input.minimumCompressionSize === undefined ? undefined : compressionSize(String(input.minimumCompressionSize)),
    policy: input.policy,
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    tags: input.tags ?? {},
    rootResourceId: newId(10),
  };
  store.transaction(() => {
    store.putApi(scope, api);
    store.putResource(scope, id, { id: api.rootResourceId, path: '/', methods: {} });
    for (const model of defaultModels()) store.models.put(scope, id, model);
  });
  return api;
}

function checkEnumerations({ endpointConfiguration: endpoint, apiKeySource }: CreateRestApiRequest): void {
  const at = 'createRestApiInput.endpointConfiguration';
  const types: readonly string[] = endpoint?.types ?? [];
  const violations: Violation[] = [];
  if (types.some((type) => !endpointTypes.some((given) => given === type)))
    violations.push({
      value: `[${types.join(', ')}]`,
      at: `${at}.types`,
      constraint: `Member must satisfy constraint: [Member must satisfy enum value set: [${endpointTypes.join(', ')}]]`,
    });
  const ipAddressType: string | undefined = endpoint?.ipAddressType;
  if (ipAddressType && ipAddressType !== 'ipv4' && ipAddressType !== 'dualstack')
    violations.push(notOneOf(ipAddressType, `${at}.ipAddressType`, ['ipv4', 'dualstack']));
  const source: string | undefined = apiKeySource;
  if (source && source !== 'HEADER' && source !== 'AUTHORIZER')
    violations.push(notOneOf(source, 'createRestApiInput.apiKeySource', ['AUTHORIZER', 'HEADER']));
  refuseViolations(violations);
}
