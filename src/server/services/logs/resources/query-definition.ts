/** AWS::Logs::QueryDefinition. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-querydefinition.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, textOf, textsOf, unlessGone } from '../../resource-properties.ts';

export function queryDefinitionResource(ask: Ask): ResourceProvider {
  async function put(request: ResourceRequest, queryDefinitionId: string | undefined): Promise<ResourceState> {
    const { properties } = request;
    const made = await ask<{ queryDefinitionId: string }>(request, 'PutQueryDefinition', {
      queryDefinitionId,
      name: textOf(properties['Name']),
      queryString: textOf(properties['QueryString']),
      queryLanguage: textOf(properties['QueryLanguage']),
      logGroupNames: textsOf('LogGroupNames', properties['LogGroupNames']),
    });
    return { physicalId: made.queryDefinitionId, attributes: { QueryDefinitionId: made.queryDefinitionId } };
  }
  return {
    type: 'AWS::Logs::QueryDefinition',
    properties: ['Name', 'QueryString', 'LogGroupNames', 'QueryLanguage'],
    createOnly: [],
    required: ['Name', 'QueryString'],
    create: (request) => put(request, undefined),
    update: (request, { physicalId }) => put(request, physicalId),
    delete: (request, queryDefinitionId) => unlessGone(ask(request, 'DeleteQueryDefinition', { queryDefinitionId })),
  };
}
