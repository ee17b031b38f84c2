/**
 * DeleteIntegration: when no route names it.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
import type { DeleteIntegrationRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { HttpApis } from '../store.ts';

/** @throws ConflictException while a route names it. */
export const deleteIntegration =
  (store: HttpApis): Operation<DeleteIntegrationRequest, object> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const { id } = store.integrations.get(call, apiId, input.IntegrationId ?? '');
    if (store.routes.list(call, apiId).some((route) => route.integrationId === id)) throw errors.integrationInUse(id);
    store.change(call, apiId, () => store.integrations.delete(call, apiId, id));
    return {};
  };
