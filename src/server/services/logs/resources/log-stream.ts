/** AWS::Logs::LogStream. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html */
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, neverUpdated, physicalName, textOf, unlessGone } from '../../resource-properties.ts';

export function logStreamResource(ask: Ask): ResourceProvider {
  const properties = ['LogGroupName', 'LogStreamName'];
  return {
    type: 'AWS::Logs::LogStream',
    properties,
    createOnly: properties,
    required: ['LogGroupName'],
    async create(request) {
      const logGroupName = textOf(request.properties['LogGroupName']);
      const logStreamName = textOf(request.properties['LogStreamName']) ?? physicalName(request, 512);
      await ask(request, 'CreateLogStream', { logGroupName, logStreamName });
      return { physicalId: logStreamName, attributes: {} };
    },
    update: neverUpdated('AWS::Logs::LogStream'),
    delete: (request, logStreamName) =>
      unlessGone(ask(request, 'DeleteLogStream', { logGroupName: textOf(request.properties['LogGroupName']), logStreamName })),
  };
}
