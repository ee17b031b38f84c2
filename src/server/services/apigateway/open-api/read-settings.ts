/** What a document says of the API as a whole. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
import { newId } from '../../api-id.ts';
import { isGatewayResponseType } from '../../gateway-response-types.ts';
import type { RestApi, RestGatewayResponse, RestRequestValidator } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import { defaultGatewayResponse } from '../gateway-responses.ts';
import { compressionSize } from '../patch/rest-api.ts';
import { fields, isTrue, listOf, type OpenApiDocument, textOf, textsOf } from './document.ts';

export type ImportedSettings = {
  -readonly [Name in
    | 'name'
    | 'description'
    | 'version'
    | 'binaryMediaTypes'
    | 'minimumCompressionSize'
    | 'apiKeySource'
    | 'policy'
    | 'disableExecuteApiEndpoint'
    | 'vpcEndpointIds']?: RestApi[Name];
};

const known = new Set([
  ...['x-amazon-apigateway-api-key-source', 'x-amazon-apigateway-binary-media-types', 'x-amazon-apigateway-documentation'],
  ...['x-amazon-apigateway-endpoint-configuration', 'x-amazon-apigateway-gateway-responses', 'x-amazon-apigateway-policy'],
  ...['x-amazon-apigateway-minimum-compression-size', 'x-amazon-apigateway-request-validator'],
  'x-amazon-apigateway-request-validators',
]);

/** Only what the document says. @throws BadRequestException for extensions that are not built, by name. */
export function readSettings({ root }: OpenApiDocument): ImportedSettings {
  for (const name of Object.keys(root))
    if (name.startsWith('x-amazon-apigateway-') && !known.has(name)) throw errors.notBuilt(name);
  const info = fields(root['info'], 'info');
  const settings: ImportedSettings = {};
  const name = textOf(info['title']);
  if (name !== undefined) settings.name = name;
  if (info['description'] !== undefined) settings.description = textOf(info['description']);
  if (info['version'] !== undefined) settings.version = textOf(info['version']);
  // SAM writes slashes as ~1.
  const types = root['x-amazon-apigateway-binary-media-types'];
  if (types !== undefined) settings.binaryMediaTypes = listOf(types).map((type) => String(type).replaceAll('~1', '/'));
  const size = root['x-amazon-apigateway-minimum-compression-size'];
  if (size !== undefined) settings.minimumCompressionSize = compressionSize(textOf(size));
  const source = textOf(root['x-amazon-apigateway-api-key-source'])?.toUpperCase();
  if (source === 'HEADER' || source === 'AUTHORIZER') settings.apiKeySource = source;
  if (root['x-amazon-apigateway-policy'] !== undefined) settings.policy = textOf(root['x-amazon-apigateway-policy']);
  const endpoints = [root, ...listOf(root['servers'])].map((at) =>
    fields(fields(at, 'servers')['x-amazon-apigateway-endpoint-configuration'], 'x-amazon-apigateway-endpoint-configuration'),
  );
  for (const endpoint of endpoints) {
    if (endpoint['disableExecuteApiEndpoint'] !== undefined)
      settings.disableExecuteApiEndpoint = isTrue(endpoint['disableExecuteApiEndpoint']);
    if (endpoint['vpcEndpointIds'] !== undefined) settings.vpcEndpointIds = listOf(endpoint['vpcEndpointIds']).map(String);
  }
  return settings;
}

/** @throws BadRequestException */
export function readValidators({ root }: OpenApiDocument): RestRequestValidator[] {
  const given = fields(root['x-amazon-apigateway-request-validators'], 'x-amazon-apigateway-request-validators');
  return Object.entries(given).map(([name, value]) => {
    const validator = fields(value, name);
    return {
      id: newId(6),
      name,
      validateRequestBody: isTrue(validator['validateRequestBody']),
      validateRequestParameters: isTrue(validator['validateRequestParameters']),
    };
  });
}

/** @throws BadRequestException for a type that there is not. */
export function readGatewayResponses({ root }: OpenApiDocument): RestGatewayResponse[] {
  const given = fields(root['x-amazon-apigateway-gateway-responses'], 'x-amazon-apigateway-gateway-responses');
  return Object.entries(given).map(([responseType, value]) => {
    if (!isGatewayResponseType(responseType)) throw errors.import(`${responseType} is no type of a gateway response`);
    const response = fields(value, responseType);
    const fallback = defaultGatewayResponse(responseType);
    return {
      responseType,
      statusCode: textOf(response['statusCode']) ?? fallback.statusCode,
      responseParameters: textsOf(response['responseParameters'], responseType) ?? {},
      responseTemplates: textsOf(response['responseTemplates'], responseType) ?? fallback.responseTemplates,
    };
  });
}
