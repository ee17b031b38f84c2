/**
 * DeleteCorsConfiguration: CORS is then the functions' own business.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
import type { DeleteCorsConfigurationRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import type { HttpApis } from '../store.ts';

export const deleteCorsConfiguration =
  (store: HttpApis): Operation<DeleteCorsConfigurationRequest, object> =>
  (input, call) => {
    const { cors: _cors, ...api } = store.api(call, input.ApiId ?? '');
    store.change(call, api.id, () => store.putApi(call, api));
    return {};
  };
