/** DeleteApi: an API with all that it has. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
import type { DeleteApiRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import type { HttpApis } from '../store.ts';

export const deleteApi =
  (store: HttpApis): Operation<DeleteApiRequest, object> =>
  (input, call) => {
    store.deleteApi(call, input.ApiId ?? '');
    return {};
  };
