/** AWS::ApiGateway::Deployment. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html */
import type { Deployment, Stage } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, textOf, unlessGone } from '../../resource-properties.ts';
import type { ApiGatewayStore } from '../store.ts';
import type { Turns } from './turns.ts';

export function deploymentResource(ask: Ask, store: ApiGatewayStore, turns: Turns): ResourceProvider {
  /** A stage that the deployment made itself goes with it, unless it serves another one by now. */
  async function remove(request: ResourceRequest, deploymentId: string): Promise<void> {
    const restApiId = textOf(request.properties['RestApiId']);
    const stageName = textOf(request.properties['StageName']);
    if (stageName !== undefined) {
      const { item = [] } = await ask<{ item?: Stage[] }>(request, 'GetStages', { restApiId });
      const own = item.some((stage) => stage.stageName === stageName && stage.deploymentId === deploymentId);
      if (own) await ask(request, 'DeleteStage', { restApiId, stageName });
    }
    await ask(request, 'DeleteDeployment', { restApiId, deploymentId });
  }

  return {
    type: 'AWS::ApiGateway::Deployment',
    properties: ['RestApiId', 'Description', 'StageName'],
    createOnly: ['RestApiId', 'StageName'],
    required: ['RestApiId'],
    async create(request) {
      const { properties } = request;
      const restApiId = textOf(properties['RestApiId']);
      const made = await turns(restApiId ?? '', () =>
        ask<Deployment>(request, 'CreateDeployment', {
          restApiId,
          description: textOf(properties['Description']),
          stageName: textOf(properties['StageName']),
        }),
      );
      return { physicalId: made.id ?? '', attributes: { DeploymentId: made.id } };
    },
    async update(request, { physicalId }) {
      const apiId = textOf(request.properties['RestApiId']) ?? '';
      const description = textOf(request.properties['Description']);
      store.putDeployment(request.tenant, apiId, { ...store.deployment(request.tenant, apiId, physicalId), description });
      return { physicalId, attributes: { DeploymentId: physicalId } };
    },
    delete: (request, physicalId) => unlessGone(remove(request, physicalId)),
  };
}
