/**
 * ReimportApi: replaces all that an API has by what an OpenAPI document describes; its stages stay.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
import type { ReimportApiRequest, ReimportApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors, refuse } from '../errors.ts';
import { refuseWarnings } from '../import-warnings.ts';
import { readOpenApi } from '../open-api.ts';
import { apiShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws BadRequestException for a document that describes what is not built; then nothing is changed. */
export const reimportApi =
  (store: HttpApis): Operation<ReimportApiRequest, ReimportApiResponse> =>
  (input, call) => {
    refuse(input, ['Basepath']);
    if (input.FailOnWarnings) refuseWarnings(input.Body ?? '');
    const { routes, integrations, authorizers, ...settings } = readOpenApi(input.Body ?? '');
    if (settings.name === '') throw errors.emptyName();
    const api = { ...store.api(call, input.ApiId ?? ''), ...settings };
    store.transaction(() => {
      store.putApi(call, api);
      store.change(call, api.id, () => {
        for (const { id } of store.routes.list(call, api.id)) store.routes.delete(call, api.id, id);
        for (const { id } of store.integrations.list(call, api.id)) store.integrations.delete(call, api.id, id);
        for (const { id } of store.authorizers.list(call, api.id)) store.authorizers.delete(call, api.id, id);
        for (const integration of integrations) store.integrations.put(call, api.id, integration);
        for (const authorizer of authorizers) store.authorizers.put(call, api.id, authorizer);
        for (const route of routes) store.routes.put(call, api.id, route);
      });
    });
    return apiShape(api, call.region);
  };
