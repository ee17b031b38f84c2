/** AWS::Logs::SubscriptionFilter. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-subscriptionfilter.html */
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../../../wire/aws-error.ts';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, booleanOf, physicalName, textOf, textsOf, unlessGone } from '../../resource-properties.ts';

/**
 * A template that does not say that its filter depends on the function's permission is a race, which AWS's slower one mostly loses in
 * the template's favour. Milliseconds.
 */
const patience = { between: 100, most: 2000 };

const isRefusedYet = (cause: unknown): boolean =>
  cause instanceof AwsError && cause.message.startsWith('Could not execute the lambda function.');

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
    required: ['DestinationArn', 'FilterPattern', 'LogGroupName'],
    async create(request) {
      const filterName = textOf(request.properties['FilterName']) ?? physicalName(request, 512);
      for (let waited = 0; waited < patience.most; waited += patience.between) {
        try {
          return await put(request, filterName);
        } catch (cause) {
          if (!isRefusedYet(cause)) throw cause;
        }
        await sleep(patience.between, undefined, { signal: request.signal });
      }
      return put(request, filterName);
    },
    update: (request, { physicalId }) => put(request, physicalId),
    delete: (request, filterName) =>
      unlessGone(
        ask(request, 'DeleteSubscriptionFilter', { logGroupName: textOf(request.properties['LogGroupName']), filterName }),
      ),
  };
}
