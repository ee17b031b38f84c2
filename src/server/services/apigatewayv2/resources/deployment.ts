/** AWS::ApiGatewayV2::Deployment. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-deployment.html */
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, textOf, unlessGone } from '../../resource-properties.ts';

const state = (DeploymentId = '') => ({ physicalId: DeploymentId, attributes: { DeploymentId } });

export function deploymentResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Deployment',
    properties: ['ApiId', 'Description', 'StageName'],
    createOnly: ['ApiId', 'StageName'],
    required: ['ApiId'],
    async create({ properties, ...request }) {
      const made = await ask<{ DeploymentId?: string }>(request, 'CreateDeployment', {
        ApiId: textOf(properties['ApiId']),
        Description: textOf(properties['Description']),
        StageName: textOf(properties['StageName']),
      });
      return state(made.DeploymentId);
    },
    async update({ properties, ...request }, { physicalId: DeploymentId }) {
      const ApiId = textOf(properties['ApiId']);
      await ask(request, 'UpdateDeployment', { ApiId, DeploymentId, Description: textOf(properties['Description']) });
      return state(DeploymentId);
    },
    delete: ({ properties, ...request }, DeploymentId) =>
      unlessGone(ask(request, 'DeleteDeployment', { ApiId: textOf(properties['ApiId']), DeploymentId })),
  };
}
