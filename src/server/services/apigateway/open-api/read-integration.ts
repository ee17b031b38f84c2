/**
 * An operation's `x-amazon-apigateway-integration`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
import type { RestIntegration, RestIntegrationResponse } from '../../rest-api.ts';
import { integrationTypes } from '../constraints.ts';
import { errors } from '../errors.ts';
import { type Fields, fields, isTrue, listOf, textOf, textsOf } from './document.ts';

const members = new Set([
  ...['type', 'uri', 'httpMethod', 'credentials', 'passthroughBehavior', 'contentHandling', 'requestParameters'],
  ...['requestTemplates', 'responses', 'timeoutInMillis', 'cacheNamespace', 'cacheKeyParameters', 'connectionType', 'tlsConfig'],
  ...['payloadFormatVersion'],
]);

/** @param resourceId the cache's namespace unless the document names one. @throws BadRequestException */
export function readIntegration(given: unknown, where: string, resourceId: string): RestIntegration {
  const integration = fields(given, where);
  const unknown = Object.keys(integration).find((name) => !members.has(name));
  if (unknown !== undefined) throw errors.notBuilt(`${where}: ${unknown} of an integration`);
  if (textOf(integration['connectionType'])?.toUpperCase() === 'VPC_LINK') throw errors.vpcLink();
  const name = textOf(integration['type'])?.toUpperCase();
  const type = integrationTypes.find((known) => known === name);
  if (!type) throw errors.import(`${where} has an integration of type ${name}`);
  const insecure = fields(integration['tlsConfig'], where)['insecureSkipVerification'];
  return {
    type,
    // MOCK calls nothing, whatever the document says.
    httpMethod: type === 'MOCK' ? undefined : textOf(integration['httpMethod'])?.toUpperCase(),
    uri: type === 'MOCK' ? undefined : textOf(integration['uri']),
    credentials: textOf(integration['credentials']),
    passthroughBehavior: textOf(integration['passthroughBehavior'])?.toUpperCase() ?? 'WHEN_NO_MATCH',
    contentHandling: textOf(integration['contentHandling'])?.toUpperCase(),
    // AWS leaves out what is no text.
    requestParameters: textsOnly(integration['requestParameters'], where),
    requestTemplates: textsOf(integration['requestTemplates'], where),
    cacheKeyParameters: listOf(integration['cacheKeyParameters']).map(String),
    insecureSkipVerification: insecure === undefined ? undefined : isTrue(insecure),
    timeoutInMillis: integration['timeoutInMillis'] === undefined ? 29_000 : Number(integration['timeoutInMillis']),
    cacheNamespace: textOf(integration['cacheNamespace']) ?? resourceId,
    responses: readResponses(fields(integration['responses'], where), where),
  };
}

function textsOnly(given: unknown, where: string): Record<string, string> | undefined {
  if (given === undefined) return undefined;
  return textsOf(
    Object.fromEntries(Object.entries(fields(given, where)).filter(([, value]) => typeof value === 'string')),
    where,
  );
}

/** Keys are selection patterns; `default` is the response without one. */
function readResponses(responses: Fields, where: string): Record<string, RestIntegrationResponse> {
  const read: Record<string, RestIntegrationResponse> = {};
  for (const [pattern, given] of Object.entries(responses)) {
    const response = fields(given, where);
    const statusCode = textOf(response['statusCode']);
    if (statusCode === undefined) throw errors.import(`${where} has an integration response without a statusCode`);
    read[statusCode] = {
      statusCode,
      selectionPattern: pattern === 'default' ? undefined : pattern,
      responseParameters: textsOf(response['responseParameters'], where),
      responseTemplates: textsOf(response['responseTemplates'], where),
      contentHandling: textOf(response['contentHandling'])?.toUpperCase(),
    };
  }
  return read;
}
