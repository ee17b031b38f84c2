/** An integration as `x-amazon-apigateway-integration` of an exported document. */
import type { RestIntegration } from '../../rest-api.ts';

export function exportIntegration(integration: RestIntegration): Record<string, unknown> {
  const { requestParameters, requestTemplates, insecureSkipVerification, cacheKeyParameters } = integration;
  const exported = {
    type: integration.type.toLowerCase(),
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    credentials: integration.credentials,
    responses: Object.fromEntries(
      Object.values(integration.responses).map(({ selectionPattern, ...response }) => [selectionPattern || 'default', response]),
    ),
    requestParameters: unlessEmpty(requestParameters),
    requestTemplates: unlessEmpty(requestTemplates),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    contentHandling: integration.contentHandling,
    timeoutInMillis: integration.timeoutInMillis === 29_000 ? undefined : integration.timeoutInMillis,
    cacheKeyParameters: cacheKeyParameters?.length ? cacheKeyParameters : undefined,
    tlsConfig: insecureSkipVerification === undefined ? undefined : { insecureSkipVerification },
  };
  return Object.fromEntries(Object.entries(exported).filter(([, value]) => value !== undefined));
}

const unlessEmpty = (map: Readonly<Record<string, string>> | undefined) => (map && Object.keys(map).length > 0 ? map : undefined);
