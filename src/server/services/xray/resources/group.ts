/** AWS::XRay::Group. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-group.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, booleanOf, mapOf, onlyMembers, physicalName, tagPairs, tagsOf, textOf } from '../../resource-properties.ts';
import { unlessMissing, updateTags } from './tags-and-deletion.ts';

interface Answer {
  readonly Group: { readonly GroupARN: string };
}

export function groupResource(ask: Ask): ResourceProvider {
  const state = ({ Group: { GroupARN } }: Answer): ResourceState => ({ physicalId: GroupARN, attributes: { GroupARN } });

  return {
    type: 'AWS::XRay::Group',
    properties: ['GroupName', 'FilterExpression', 'InsightsConfiguration', 'Tags'],
    createOnly: ['GroupName'],
    required: ['GroupName'],
    async create(request) {
      const GroupName = textOf(request.properties['GroupName']) ?? physicalName(request, 32);
      const Tags = tagPairs(tagsOf(request));
      return state(await ask<Answer>(request, 'CreateGroup', { GroupName, ...configuration(request), Tags }));
    },
    async update(request, { physicalId: GroupARN }) {
      const answer = await ask<Answer>(request, 'UpdateGroup', { GroupARN, ...configuration(request) });
      await updateTags(ask, request, GroupARN);
      return state(answer);
    },
    delete: (request, GroupARN) => unlessMissing(ask(request, 'DeleteGroup', { GroupARN })),
  };
}

/** What a template leaves out is off. */
function configuration({ properties }: ResourceRequest): Record<string, unknown> {
  const insights = mapOf('InsightsConfiguration', properties['InsightsConfiguration']);
  onlyMembers('InsightsConfiguration', insights, ['InsightsEnabled', 'NotificationsEnabled']);
  const isOn = (member: string): boolean => booleanOf(`InsightsConfiguration/${member}`, insights[member]) ?? false;
  return {
    FilterExpression: textOf(properties['FilterExpression']),
    InsightsConfiguration: {
      InsightsEnabled: isOn('InsightsEnabled'),
      NotificationsEnabled: isOn('NotificationsEnabled'),
    },
  };
}
