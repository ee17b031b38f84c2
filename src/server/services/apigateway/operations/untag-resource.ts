/** UntagResource. https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
import type { UntagResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';
import { taggedResource } from '../tagged.ts';

export const untagResource =
  (store: ApiGatewayStore): Operation<UntagResourceRequest, object> =>
  (input, call) => {
    const resource = taggedResource(store, call, input.resourceArn ?? '');
    const gone = new Set(input.tagKeys);
    resource.put(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !gone.has(key))));
    return {};
  };
