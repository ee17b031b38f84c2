/** The gateway responses that an API has without saying so. https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */

import type { Scope } from '../../store/ports.ts';
import { defaultGatewayTemplates, gatewayResponseTypes, isGatewayResponseType } from '../gateway-response-types.ts';
import type { RestGatewayResponse } from '../rest-api.ts';
import type { ApiGatewayStore } from './store.ts';

export function defaultGatewayResponse(responseType: string): RestGatewayResponse {
  return {
    responseType,
    statusCode: isGatewayResponseType(responseType) ? gatewayResponseTypes[responseType] : undefined,
    responseParameters: {},
    responseTemplates: defaultGatewayTemplates,
  };
}

/** The API's own response of a type; else what its DEFAULT_4XX or DEFAULT_5XX makes of it; else AWS's. */
export function effectiveGatewayResponse(
  store: ApiGatewayStore,
  scope: Scope,
  apiId: string,
  responseType: string,
): { readonly response: RestGatewayResponse; readonly isDefault: boolean } {
  const own = store.gatewayResponses.find(scope, apiId, responseType);
  if (own) return { response: own, isDefault: false };
  const fallback = defaultGatewayResponse(responseType);
  const general = fallback.statusCode === undefined ? undefined : fallback.statusCode < '500' ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const set = general && store.gatewayResponses.find(scope, apiId, general);
  if (!set) return { response: fallback, isDefault: true };
  return { response: { ...set, responseType, statusCode: set.statusCode ?? fallback.statusCode }, isDefault: true };
}
