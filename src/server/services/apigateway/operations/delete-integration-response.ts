/** DeleteIntegrationResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html */
import type { DeleteIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../../wire/aws-error.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { without } from '../patch/read-patches.ts';
import type { ApiGatewayStore } from '../store.ts';

/** AWS tells of a missing integration where the method is missing. @throws NotFoundException */
export const deleteIntegrationResponse =
  (store: ApiGatewayStore): Operation<DeleteIntegrationResponseRequest, object> =>
  (input, call) => {
    store.resource(call, input.restApiId ?? '', input.resourceId ?? '');
    const { resource, method, integration, response } = find();
    const responses = without(integration.responses, response.statusCode);
    store.putMethod(call, input.restApiId ?? '', resource, { ...method, integration: { ...integration, responses } });
    return {};

    function find() {
      try {
        return store.integrationResponse(call, input);
      } catch (error) {
        if (error instanceof AwsError && error.message === errors.noMethod().message) throw errors.noIntegration();
        throw error;
      }
    }
  };
