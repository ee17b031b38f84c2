/**
 * Methods that require an API key: the caller's must be enabled and in a usage plan of the stage. Quotas and rates are not counted.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
import type { RestApiKey, RestApiStore } from '../../rest-api.ts';
import { headerOf } from '../api-request.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import type { Authorization } from './authorize.ts';

/** @returns undefined for a method that requires none. @throws GatewayError 403 */
export function checkApiKey(
  store: RestApiStore,
  exchange: Exchange,
  authorization: Authorization | undefined,
): RestApiKey | undefined {
  const { route, served, request } = exchange;
  if (!route.method.apiKeyRequired) return undefined;
  const value = served.api.apiKeySource === 'AUTHORIZER' ? authorization?.usageIdentifierKey : headerOf(request, 'x-api-key');
  if (!value) throw gatewayErrors.forbidden();
  const { tenant, api, stage } = served;
  for (const { value: plan } of store.usagePlans.list(tenant)) {
    if (!plan.apiStages.some((entry) => entry.apiId === api.id && entry.stage === stage.stageName)) continue;
    for (const id of plan.keyIds) {
      const key = store.apiKeys.get(tenant, id);
      if (key?.enabled && key.value === value) return key;
    }
  }
  throw gatewayErrors.forbidden();
}
