/** AWS::Logs::SubscriptionFilter. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-subscriptionfilter.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, booleanOf, physicalName, textOf, textsOf, unlessGone } from '../../resource-properties.ts';

export function subscriptionFilterResource(ask: Ask): ResourceProvider {
  async function put(request: ResourceRequest, filterName: string): Promise<ResourceState> {
    const { properties } = request;
    await ask(request, 'PutSubscriptionFilter', {
      filterName,
      logGroupName: textOf(properties['LogGroupName']),
      filterPattern: textOf(properties['FilterPattern']),
      destinationArn: textOf(properties['DestinationArn']),
      roleArn: textOf(properties['RoleArn']),
      distribution: textOf(properties['Distribution']),
      applyOnTransformedLogs: booleanOf('ApplyOnTransformedLogs', properties['ApplyOnTransformedLogs']),
      fieldSelectionCriteria: textOf(properties['FieldSelectionCriteria']),
      emitSystemFields: textsOf('EmitSystemFields', properties['EmitSystemFields']),
    });
    return { physicalId: filterName, attributes: {} };
  }
  return {
    type: 'AWS::Logs::SubscriptionFilter',
    properties: [
      ...['LogGroupName', 'FilterName', 'FilterPattern', 'DestinationArn', 'RoleArn', 'Distribution'],
      ...['ApplyOnTransformedLogs', 'FieldSelectionCriteria', 'EmitSystemFields'],
    ],
    createOnly: ['LogGroupName', 'FilterName'],
    create: (request) => put(request, textOf(request.properties['FilterName']) ?? physicalName(request, 512)),
    update: (request, { physicalId }) => put(request, physicalId),
    delete: (request, filterName) =>
      unlessGone(
        ask(request, 'DeleteSubscriptionFilter', { logGroupName: textOf(request.properties['LogGroupName']), filterName }),
      ),
  };
}
