/** AWS::Logs::LogGroup. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, numberOf, physicalName, scopeOf, tagsOf, textOf, unlessGone } from '../../resource-properties.ts';

export function logGroupResource(ask: Ask): ResourceProvider {
  const state = ({ tenant }: ResourceRequest, logGroupName: string): ResourceState => ({
    physicalId: logGroupName,
    attributes: { Arn: `arn:aws:logs:${scopeOf(tenant)}:log-group:${logGroupName}:*` },
  });

  async function retain(request: ResourceRequest, logGroupName: string): Promise<void> {
    const retentionInDays = numberOf('RetentionInDays', request.properties['RetentionInDays']);
    if (retentionInDays === undefined) await ask(request, 'DeleteRetentionPolicy', { logGroupName });
    else await ask(request, 'PutRetentionPolicy', { logGroupName, retentionInDays });
  }

  return {
    type: 'AWS::Logs::LogGroup',
    properties: ['LogGroupName', 'RetentionInDays', 'Tags', 'LogGroupClass', 'KmsKeyId'],
    createOnly: ['LogGroupName'],
    async create(request) {
      const { properties } = request;
      const logGroupName = textOf(properties['LogGroupName']) ?? physicalName(request, 512);
      const tags = tagsOf(request);
      await ask(request, 'CreateLogGroup', {
        logGroupName,
        logGroupClass: textOf(properties['LogGroupClass']),
        kmsKeyId: textOf(properties['KmsKeyId']),
        tags: Object.keys(tags).length > 0 ? tags : undefined,
      });
      try {
        if (properties['RetentionInDays'] !== undefined) await retain(request, logGroupName);
      } catch (cause) {
        await ask(request, 'DeleteLogGroup', { logGroupName });
        throw cause;
      }
      return state(request, logGroupName);
    },
    async update(request, { physicalId: logGroupName }) {
      await retain(request, logGroupName);
      const wanted = tagsOf(request);
      const { tags: present = {} } = await ask<{ tags?: Record<string, string> }>(request, 'ListTagsLogGroup', { logGroupName });
      const gone = Object.keys(present).filter((key) => !Object.hasOwn(wanted, key));
      if (gone.length > 0) await ask(request, 'UntagLogGroup', { logGroupName, tags: gone });
      if (Object.keys(wanted).length > 0) await ask(request, 'TagLogGroup', { logGroupName, tags: wanted });
      return state(request, logGroupName);
    },
    delete: (request, physicalId) => unlessGone(ask(request, 'DeleteLogGroup', { logGroupName: physicalId })),
  };
}
