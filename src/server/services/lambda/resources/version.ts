/** AWS::Lambda::Version. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, neverUpdated, textOf, unlessGone } from '../../resource-properties.ts';

const properties = ['FunctionName', 'Description', 'CodeSha256'];

export function versionResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::Lambda::Version',
    properties,
    createOnly: properties,
    required: ['FunctionName'],
    async create(request) {
      const made = await ask<FunctionConfiguration>(request, 'PublishVersion', {
        FunctionName: textOf(request.properties['FunctionName']),
        Description: textOf(request.properties['Description']),
        CodeSha256: textOf(request.properties['CodeSha256']),
      });
      return { physicalId: made.FunctionArn ?? '', attributes: { Version: made.Version, FunctionArn: made.FunctionArn } };
    },
    update: neverUpdated('AWS::Lambda::Version'),
    delete: (request, physicalId) => unlessGone(ask(request, 'DeleteFunction', { FunctionName: physicalId })),
  };
}
