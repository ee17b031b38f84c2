/**
 * Checks a request against the method's request validator: required parameters, then the body against its model.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
import { headerOf } from './api-request.ts';
import type { Exchange } from './exchange.ts';
import { gatewayErrors } from './gateway-errors.ts';
import { modelCheck } from './model-check.ts';

/** @throws GatewayError 400 */
export function validateRequest(exchange: Exchange): void {
  const { deployment } = exchange.served;
  const { method } = exchange.route;
  const validator = deployment.requestValidators?.find(({ id }) => id === method.requestValidatorId);
  if (!validator) return;
  if (validator.validateRequestParameters) {
    const missing = missingParameters(exchange);
    if (missing.length > 0) throw gatewayErrors.badParameters(`Missing required request parameters: [${missing.join(', ')}]`);
  }
  if (!validator.validateRequestBody || !method.requestModels) return;
  const contentType = headerOf(exchange.request, 'content-type')?.split(';')[0]?.trim().toLowerCase() || 'application/json';
  const models = method.requestModels;
  const name = Object.entries(models).find(([type]) => type.toLowerCase() === contentType)?.[1] ?? models['$default'];
  const model = deployment.models?.find((given) => given.name === name);
  if (!model?.schema) return;
  const failure = modelCheck(deployment, model.name)(Buffer.from(exchange.request.body).toString());
  if (failure !== undefined) throw gatewayErrors.badBody(failure);
}

/** Names in the order of their kind and spelling. */
function missingParameters({ request, route }: Exchange): string[] {
  const required = Object.entries(route.method.requestParameters ?? {}).filter(([, isRequired]) => isRequired);
  return required
    .map(([parameter]) => parameter)
    .sort()
    .flatMap((parameter) => {
      const [, kind, name = ''] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(parameter) ?? [];
      const isThere =
        kind === 'header'
          ? headerOf(request, name.toLowerCase())
          : kind === 'querystring'
            ? request.query.find(([given]) => given === name)?.[1]
            : route.pathParameters[name];
      return isThere ? [] : [name];
    });
}
