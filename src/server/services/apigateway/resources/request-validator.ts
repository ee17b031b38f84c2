/** AWS::ApiGateway::RequestValidator. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-requestvalidator.html */
import type { RequestValidator } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, booleanOf, textOf, unlessGone } from '../../resource-properties.ts';

export function requestValidatorResource(ask: Ask): ResourceProvider {
  const state = (id = '') => ({ physicalId: id, attributes: { RequestValidatorId: id } });
  const settings = ({ properties }: ResourceRequest) => ({
    validateRequestBody: booleanOf('ValidateRequestBody', properties['ValidateRequestBody']) ?? false,
    validateRequestParameters: booleanOf('ValidateRequestParameters', properties['ValidateRequestParameters']) ?? false,
  });
  const restApiId = ({ properties }: ResourceRequest) => textOf(properties['RestApiId']);
  return {
    type: 'AWS::ApiGateway::RequestValidator',
    properties: ['RestApiId', 'Name', 'ValidateRequestBody', 'ValidateRequestParameters'],
    createOnly: ['RestApiId', 'Name'],
    required: ['RestApiId'],
    async create(request) {
      const made = await ask<RequestValidator>(request, 'CreateRequestValidator', {
        restApiId: restApiId(request),
        name: textOf(request.properties['Name']) ?? request.logicalId,
        ...settings(request),
      });
      return state(made.id);
    },
    async update(request, { physicalId: requestValidatorId }) {
      const patchOperations = Object.entries(settings(request)).map(([field, value]) => ({
        op: 'replace',
        path: `/${field}`,
        value: String(value),
      }));
      await ask(request, 'UpdateRequestValidator', { restApiId: restApiId(request), requestValidatorId, patchOperations });
      return state(requestValidatorId);
    },
    delete: (request, requestValidatorId) =>
      unlessGone(ask(request, 'DeleteRequestValidator', { restApiId: restApiId(request), requestValidatorId })),
  };
}
