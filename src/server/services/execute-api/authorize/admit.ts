/** Lets a caller in as the method asks: by signature, by authorizer, by API key. */
import type { FunctionInvoker, IdentifyCaller } from '../../ports.ts';
import type { RestApiStore } from '../../rest-api.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { checkApiKey } from './api-key.ts';
import { createAuthorize } from './authorize.ts';
import { signedCaller } from './signed-caller.ts';

export interface AdmitDeps {
  readonly invoker: FunctionInvoker;
  readonly identify: IdentifyCaller;
  readonly store: RestApiStore;
}

/** Adds what it learned of the caller. @throws GatewayError 401, 403 or 500. */
export type Admit = (exchange: Exchange) => Promise<Exchange>;

export function createAdmit({ invoker, identify, store }: AdmitDeps): Admit {
  const authorize = createAuthorize(invoker);
  return async (exchange) => {
    const { request, route } = exchange;
    const isSigned = route.method.authorizationType === 'AWS_IAM';
    const caller = isSigned ? signedCaller(identify, request, gatewayErrors.invalidSignature) : undefined;
    if (isSigned && !caller) throw gatewayErrors.noRoute();
    const authorization = await authorize(exchange);
    return {
      ...exchange,
      caller,
      authorizer: authorization?.context,
      apiKey: checkApiKey(store, exchange, authorization),
    };
  };
}
