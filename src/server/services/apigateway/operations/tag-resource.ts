/** TagResource. https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
import type { TagResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';
import { taggedResource } from '../tagged.ts';

export const tagResource =
  (store: ApiGatewayStore): Operation<TagResourceRequest, object> =>
  (input, call) => {
    const resource = taggedResource(store, call, input.resourceArn ?? '');
    resource.put({ ...resource.tags, ...input.tags });
    return {};
  };
