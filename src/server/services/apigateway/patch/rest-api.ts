/** What UpdateRestApi can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRestApi-Patch */
import type { RestApi } from '../../rest-api.ts';
import { endpointTypes } from '../constraints.ts';
import { errors } from '../errors.ts';
import type { Patch } from './read-patches.ts';
import { isTrue } from './read-patches.ts';

/** @throws BadRequestException */
export function patchRestApi(api: RestApi, patch: Patch): RestApi {
  const [field, name] = patch.parts;
  if (field === 'binaryMediaTypes' && name !== undefined) return patchMediaTypes(api, patch, name);
  if (field === 'endpointConfiguration') return patchEndpoint(api, patch);
  switch (patch.path) {
    case '/name':
      requireReplace(patch);
      if (!patch.value) throw errors.emptyName();
      return { ...api, name: patch.value };
    case '/description':
      if (patch.op === 'remove') return { ...api, description: undefined };
      requireReplace(patch);
      return { ...api, description: patch.value || undefined };
    case '/apiKeySource':
      requireReplace(patch);
      if (patch.value !== 'HEADER' && patch.value !== 'AUTHORIZER') throw errors.apiKeySource();
      return { ...api, apiKeySource: patch.value };
    case '/minimumCompressionSize':
      requireReplace(patch);
      return { ...api, minimumCompressionSize: compressionSize(patch.value) };
    case '/disableExecuteApiEndpoint':
      requireReplace(patch);
      return { ...api, disableExecuteApiEndpoint: isTrue(patch.value) };
    case '/policy':
      if (patch.op === 'remove') return { ...api, policy: undefined };
      requireReplace(patch);
      return { ...api, policy: patch.value || undefined };
    default:
      throw errors.patchInvalid(patch.path);
  }
}

/** @throws BadRequestException for what is no number of bytes up to 10 MiB. */
export function compressionSize(value: string | undefined): number | undefined {
  if (value === undefined || value === '' || value === 'null') return undefined;
  const size = Number(value);
  if (!Number.isInteger(size) || size < 0 || size > 10_485_760) throw errors.compressionSize();
  return size;
}

function patchMediaTypes(api: RestApi, { op, value, path }: Patch, type: string): RestApi {
  const others = api.binaryMediaTypes.filter((given) => given !== type);
  if (op === 'add') return { ...api, binaryMediaTypes: [...others, type] };
  if (op === 'remove') return { ...api, binaryMediaTypes: others };
  if (op !== 'replace') throw errors.patchInvalid(path);
  return { ...api, binaryMediaTypes: [...others, value || type] };
}

function patchEndpoint(api: RestApi, { op, parts, value, path }: Patch): RestApi {
  const [, field, name = ''] = parts;
  if (field === 'ipAddressType') {
    if (op !== 'replace') throw errors.patchOperation('replace');
    if (value !== 'ipv4' && value !== 'dualstack') throw errors.ipAddressType();
    if (value === 'ipv4' && api.endpointTypes.includes('PRIVATE')) throw errors.privateIpAddressType();
    return { ...api, ipAddressType: value };
  }
  if (field === 'types') {
    if (op !== 'replace') throw errors.patchAnyOperation();
    // `replace /types/EDGE` with the new type as value.
    const type = value ?? name;
    if (!endpointTypes.some((given) => given === type)) throw errors.endpointTypeOptions();
    const ipAddressType = type === 'PRIVATE' ? 'dualstack' : api.ipAddressType;
    return { ...api, endpointTypes: [type], ipAddressType };
  }
  if (field === 'vpcEndpointIds') {
    const others = (api.vpcEndpointIds ?? []).filter((id) => id !== name && id !== value);
    return { ...api, vpcEndpointIds: op === 'remove' ? others : [...others, value ?? name] };
  }
  throw errors.patchInvalid(path);
}

function requireReplace({ op }: Patch): void {
  if (op !== 'replace') throw errors.patchOperation('replace');
}
