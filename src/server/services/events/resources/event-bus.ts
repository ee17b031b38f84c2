/** AWS::Events::EventBus. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
import type { CreateEventBusResponse } from '@aws-sdk/client-eventbridge';
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, neverUpdated, tagPairs, tagsOf, textOf, unlessGone } from '../../resource-properties.ts';

const properties = ['Name', 'Description', 'Tags'];

export function eventBusResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::Events::EventBus',
    properties,
    createOnly: properties,
    required: ['Name'],
    async create(request) {
      const Name = textOf(request.properties['Name']);
      const made = await ask<CreateEventBusResponse>(request, 'CreateEventBus', {
        Name,
        Description: textOf(request.properties['Description']),
        Tags: tagPairs(tagsOf(request)),
      });
      return { physicalId: Name ?? '', attributes: { Name, Arn: made.EventBusArn } };
    },
    update: neverUpdated('AWS::Events::EventBus'),
    delete: (request, Name) => unlessGone(ask(request, 'DeleteEventBus', { Name })),
  };
}
