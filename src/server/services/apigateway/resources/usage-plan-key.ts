/** AWS::ApiGateway::UsagePlanKey. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplankey.html */
import type { UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, neverUpdated, textOf, unlessGone } from '../../resource-properties.ts';

const properties = ['KeyId', 'KeyType', 'UsagePlanId'];

export function usagePlanKeyResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::UsagePlanKey',
    properties,
    createOnly: properties,
    required: ['KeyType', 'UsagePlanId', 'KeyId'],
    async create(request) {
      const usagePlanId = textOf(request.properties['UsagePlanId']);
      const made = await ask<UsagePlanKey>(request, 'CreateUsagePlanKey', {
        usagePlanId,
        keyId: textOf(request.properties['KeyId']),
        keyType: textOf(request.properties['KeyType']),
      });
      const physicalId = `${made.id}:${usagePlanId}`;
      return { physicalId, attributes: { Id: physicalId } };
    },
    update: neverUpdated('AWS::ApiGateway::UsagePlanKey'),
    delete(request, physicalId) {
      const [keyId, usagePlanId] = physicalId.split(':');
      return unlessGone(ask(request, 'DeleteUsagePlanKey', { keyId, usagePlanId }));
    },
  };
}
