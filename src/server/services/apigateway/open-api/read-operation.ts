/**
 * An operation of a document as a method: parameters, models, responses.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
import type { RestMethod, RestMethodResponse } from '../../rest-api.ts';
import { type Fields, fields, isTrue, listOf, type OpenApiDocument, resolved, textOf } from './document.ts';
import type { ModelReader } from './read-models.ts';

export type OperationParts = Pick<RestMethod, 'operationName' | 'requestParameters' | 'requestModels' | 'responses'>;

/** @param shared the parameters of the path. @param where method and path. @throws BadRequestException */
export function readOperation(
  document: OpenApiDocument,
  models: ModelReader,
  operation: Fields,
  shared: readonly unknown[],
  where: string,
): OperationParts {
  // What stands in braces in the path is a parameter, declared or not.
  const inPath = [...where.matchAll(/\{([^{}]+?)\+?\}/g)].map(([, name]) => [`method.request.path.${name}`, true] as const);
  const requestParameters: Record<string, boolean> = Object.fromEntries(inPath);
  const requestModels: Record<string, string> = {};
  for (const given of [...shared, ...listOf(operation['parameters'])]) {
    const parameter = resolved(document, given, where);
    const kind = { header: 'header', query: 'querystring', path: 'path' }[textOf(parameter['in']) ?? ''];
    if (kind) requestParameters[`method.request.${kind}.${textOf(parameter['name'])}`] = isTrue(parameter['required']);
    if (parameter['in'] === 'body') {
      const name = models.nameOf(parameter['schema'], where);
      if (name !== undefined) for (const type of mediaTypes(document, operation, 'consumes')) requestModels[type] = name;
    }
  }
  const body = operation['requestBody'] === undefined ? {} : resolved(document, operation['requestBody'], where);
  for (const [type, content] of Object.entries(fields(body['content'], where))) {
    const name = models.nameOf(fields(content, where)['schema'], where);
    if (name !== undefined) requestModels[type] = name;
  }
  return {
    operationName: textOf(operation['operationId']),
    requestParameters: unlessEmpty(requestParameters),
    requestModels: unlessEmpty(requestModels),
    responses: readResponses(document, models, operation, where),
  };
}

function readResponses(
  document: OpenApiDocument,
  models: ModelReader,
  operation: Fields,
  where: string,
): Record<string, RestMethodResponse> {
  const read: Record<string, RestMethodResponse> = {};
  for (const [statusCode, given] of Object.entries(fields(operation['responses'], where))) {
    // A `default` response has no status to answer with.
    if (!/^[1-5]\d\d$/.test(statusCode)) continue;
    const response = resolved(document, given, where);
    const headers = Object.keys(fields(response['headers'], where));
    const responseModels: Record<string, string> = {};
    const name = models.nameOf(response['schema'], where);
    if (name !== undefined) for (const type of mediaTypes(document, operation, 'produces')) responseModels[type] = name;
    for (const [type, content] of Object.entries(fields(response['content'], where))) {
      const known = models.nameOf(fields(content, where)['schema'], where);
      if (known !== undefined) responseModels[type] = known;
    }
    read[statusCode] = {
      statusCode,
      responseParameters: unlessEmpty(Object.fromEntries(headers.map((header) => [`method.response.header.${header}`, false]))),
      responseModels: unlessEmpty(responseModels),
    };
  }
  return read;
}

function mediaTypes({ root }: OpenApiDocument, operation: Fields, member: 'consumes' | 'produces'): readonly string[] {
  const types = listOf(operation[member] ?? root[member]).map(String);
  return types.length > 0 ? types : ['application/json'];
}

const unlessEmpty = <Value>(map: Record<string, Value>): Record<string, Value> | undefined =>
  Object.keys(map).length > 0 ? map : undefined;
