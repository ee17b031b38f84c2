/** AWS::ApiGateway::Model. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, physicalName, textOf, unlessGone } from '../../resource-properties.ts';

export function modelResource(ask: Ask): ResourceProvider {
  const state = (name: string) => ({ physicalId: name, attributes: {} });
  const restApiId = ({ properties }: ResourceRequest) => textOf(properties['RestApiId']);
  return {
    type: 'AWS::ApiGateway::Model',
    properties: ['RestApiId', 'Name', 'ContentType', 'Description', 'Schema'],
    createOnly: ['RestApiId', 'Name', 'ContentType'],
    required: ['RestApiId'],
    async create(request) {
      const { properties } = request;
      // Names of models are letters and digits.
      const name = textOf(properties['Name']) ?? physicalName(request, 128).replaceAll('-', '');
      await ask(request, 'CreateModel', {
        restApiId: restApiId(request),
        name,
        contentType: textOf(properties['ContentType']) ?? 'application/json',
        description: textOf(properties['Description']),
        schema: textOf(properties['Schema']),
      });
      return state(name);
    },
    async update(request, { physicalId: modelName }) {
      const replace = (path: string, property: string) => ({ op: 'replace', path, value: textOf(request.properties[property]) });
      await ask(request, 'UpdateModel', {
        restApiId: restApiId(request),
        modelName,
        patchOperations: [replace('/description', 'Description'), replace('/schema', 'Schema')],
      });
      return state(modelName);
    },
    delete: (request, modelName) => unlessGone(ask(request, 'DeleteModel', { restApiId: restApiId(request), modelName })),
  };
}
