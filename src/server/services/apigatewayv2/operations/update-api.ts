/** UpdateApi: changes what is given. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
import type { UpdateApiRequest, UpdateApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors, refuse } from '../errors.ts';
import { corsOf } from '../rules.ts';
import { apiShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const updateApi =
  (store: HttpApis): Operation<UpdateApiRequest, UpdateApiResponse> =>
  (input, call) => {
    const api = store.api(call, input.ApiId ?? '');
    if (input.Name === '') throw errors.emptyName();
    refuse(input, ['Target', 'RouteKey', 'CredentialsArn']);
    const updated = {
      ...api,
      name: input.Name ?? api.name,
      description: input.Description ?? api.description,
      version: input.Version ?? api.version,
      cors: input.CorsConfiguration ? corsOf(input.CorsConfiguration) : api.cors,
      disableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? api.disableExecuteApiEndpoint,
    };
    store.change(call, api.id, () => store.putApi(call, updated));
    return apiShape(updated, call.region);
  };
