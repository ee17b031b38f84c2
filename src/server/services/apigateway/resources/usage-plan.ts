/** AWS::ApiGateway::UsagePlan. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplan.html */
import type { UsagePlan } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import {
  type Ask,
  listOf,
  mapOf,
  numberOf,
  onlyMembers,
  type Properties,
  physicalName,
  tagsOf,
  textOf,
  unlessGone,
} from '../../resource-properties.ts';
import type { ApiGatewayStore } from '../store.ts';
import { checkPlanStages } from '../usage-plan-rules.ts';

export function usagePlanResource(ask: Ask, store: ApiGatewayStore): ResourceProvider {
  const state = (id = '') => ({ physicalId: id, attributes: { Id: id } });
  return {
    type: 'AWS::ApiGateway::UsagePlan',
    properties: ['UsagePlanName', 'Description', 'ApiStages', 'Throttle', 'Quota', 'Tags'],
    createOnly: [],
    async create(request) {
      const made = await ask<UsagePlan>(request, 'CreateUsagePlan', {
        name: textOf(request.properties['UsagePlanName']) ?? physicalName(request, 128),
        ...settings(request),
      });
      return state(made.id);
    },
    async update(request, { physicalId }) {
      const before = store.usagePlan(request.tenant, physicalId);
      const plan = { ...before, name: textOf(request.properties['UsagePlanName']) ?? before.name, ...settings(request) };
      checkPlanStages(store, request.tenant, plan, before);
      store.usagePlans.put(request.tenant, physicalId, plan);
      return state(physicalId);
    },
    async delete(request, usagePlanId) {
      // CloudFormation takes the stages out of a plan before it deletes it.
      const plan = store.usagePlans.get(request.tenant, usagePlanId);
      if (plan) store.usagePlans.put(request.tenant, usagePlanId, { ...plan, apiStages: [] });
      await unlessGone(ask(request, 'DeleteUsagePlan', { usagePlanId }));
    },
  };
}

function settings(request: ResourceRequest) {
  const { properties } = request;
  const quota = mapOf('Quota', properties['Quota']);
  onlyMembers('Quota', quota, ['Limit', 'Offset', 'Period']);
  return {
    description: textOf(properties['Description']),
    apiStages: listOf('ApiStages', properties['ApiStages']).map((entry) => {
      const stage = mapOf('ApiStages', entry);
      onlyMembers('ApiStages', stage, ['ApiId', 'Stage', 'Throttle']);
      const methods = Object.entries(mapOf('ApiStages/Throttle', stage['Throttle']));
      return {
        apiId: textOf(stage['ApiId']) ?? '',
        stage: textOf(stage['Stage']) ?? '',
        throttle:
          methods.length > 0
            ? Object.fromEntries(methods.map(([name, limits]) => [name, throttleOf(mapOf('Throttle', limits)) ?? {}]))
            : undefined,
      };
    }),
    throttle: throttleOf(mapOf('Throttle', properties['Throttle'])),
    quota:
      properties['Quota'] === undefined
        ? undefined
        : {
            limit: numberOf('Quota/Limit', quota['Limit']),
            offset: numberOf('Quota/Offset', quota['Offset']) ?? 0,
            period: textOf(quota['Period']),
          },
    tags: tagsOf(request),
  };
}

function throttleOf(throttle: Properties) {
  onlyMembers('Throttle', throttle, ['BurstLimit', 'RateLimit']);
  if (Object.keys(throttle).length === 0) return undefined;
  return {
    burstLimit: numberOf('Throttle/BurstLimit', throttle['BurstLimit']),
    rateLimit: numberOf('Throttle/RateLimit', throttle['RateLimit']),
  };
}
