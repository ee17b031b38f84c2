/** AWS::ApiGateway::Stage. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, booleanOf, mapOf, tagsOf, textOf, unlessGone } from '../../resource-properties.ts';
import { checkVariables } from '../stage.ts';
import type { ApiGatewayStore } from '../store.ts';

export function stageResource(ask: Ask, store: ApiGatewayStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Stage',
    properties: ['RestApiId', 'DeploymentId', 'StageName', 'Description', 'TracingEnabled', 'Variables', 'Tags'],
    createOnly: ['RestApiId', 'StageName'],
    async create(request) {
      const restApiId = textOf(request.properties['RestApiId']);
      const stageName = textOf(request.properties['StageName']) ?? '';
      await ask(request, 'CreateStage', { restApiId, stageName, ...settings(request) });
      return { physicalId: stageName, attributes: {} };
    },
    async update(request, { physicalId: stageName }) {
      const apiId = textOf(request.properties['RestApiId']) ?? '';
      const { tenant } = request;
      const stage = store.stage(tenant, apiId, stageName);
      const wanted = settings(request);
      checkVariables(wanted.variables);
      store.putStage(tenant, apiId, {
        ...stage,
        ...wanted,
        deploymentId: store.deployment(tenant, apiId, wanted.deploymentId).id,
        lastUpdatedDate: Math.floor(Date.now() / 1000) * 1000,
      });
      return { physicalId: stageName, attributes: {} };
    },
    delete: (request, stageName) =>
      unlessGone(ask(request, 'DeleteStage', { restApiId: textOf(request.properties['RestApiId']), stageName })),
  };
}

function settings(request: ResourceRequest) {
  const { properties } = request;
  const variables = Object.entries(mapOf('Variables', properties['Variables']));
  return {
    deploymentId: textOf(properties['DeploymentId']) ?? '',
    description: textOf(properties['Description']),
    tracingEnabled: booleanOf('TracingEnabled', properties['TracingEnabled']) ?? false,
    variables: Object.fromEntries(variables.map(([name, value]) => [name, textOf(value) ?? ''])),
    tags: tagsOf(request),
  };
}
