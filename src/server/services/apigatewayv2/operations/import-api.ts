/**
 * ImportApi: an API from an OpenAPI document. What is not understood always fails, whatever `FailOnWarnings` says.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
import type { ImportApiRequest, ImportApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors, refuse } from '../errors.ts';
import { refuseWarnings } from '../import-warnings.ts';
import { readOpenApi } from '../open-api.ts';
import { apiShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';
import { now } from '../store.ts';

/** @throws BadRequestException for a document that describes what is not built. */
export const importApi =
  (store: HttpApis): Operation<ImportApiRequest, ImportApiResponse> =>
  (input, call) => {
    refuse(input, ['Basepath']);
    if (input.FailOnWarnings) refuseWarnings(input.Body ?? '');
    const { routes, integrations, authorizers, ...settings } = readOpenApi(input.Body ?? '');
    if (settings.name === '') throw errors.emptyName();
    const api = { id: store.newApiId(), createdDate: now(), ...settings };
    store.transaction(() => {
      store.putApi(call, api);
      store.change(call, api.id, () => {
        for (const integration of integrations) store.integrations.put(call, api.id, integration);
        for (const authorizer of authorizers) store.authorizers.put(call, api.id, authorizer);
        for (const route of routes) store.routes.put(call, api.id, route);
      });
    });
    return apiShape(api, call.region);
  };
