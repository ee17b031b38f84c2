/** AWS::Lambda::LayerVersion. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html */
import type { PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { ResourceProvider } from '../../ports.ts';
import {
  type Ask,
  mapOf,
  neverUpdated,
  onlyMembers,
  physicalName,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';

const properties = ['LayerName', 'Content', 'CompatibleRuntimes', 'CompatibleArchitectures', 'Description', 'LicenseInfo'];

export function layerVersionResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::Lambda::LayerVersion',
    properties,
    createOnly: properties,
    required: ['Content'],
    async create(request) {
      const given = request.properties;
      const content = mapOf('Content', given['Content']);
      onlyMembers('Content', content, ['S3Bucket', 'S3Key', 'S3ObjectVersion']);
      const made = await ask<PublishLayerVersionResponse>(request, 'PublishLayerVersion', {
        LayerName: textOf(given['LayerName']) ?? physicalName(request, 64),
        Content: {
          S3Bucket: textOf(content['S3Bucket']),
          S3Key: textOf(content['S3Key']),
          ...(content['S3ObjectVersion'] === undefined ? {} : { S3ObjectVersion: textOf(content['S3ObjectVersion']) }),
        },
        CompatibleRuntimes: given['CompatibleRuntimes'] && textsOf('CompatibleRuntimes', given['CompatibleRuntimes']),
        CompatibleArchitectures:
          given['CompatibleArchitectures'] && textsOf('CompatibleArchitectures', given['CompatibleArchitectures']),
        Description: textOf(given['Description']),
        LicenseInfo: textOf(given['LicenseInfo']),
      });
      return { physicalId: made.LayerVersionArn ?? '', attributes: { LayerVersionArn: made.LayerVersionArn } };
    },
    update: neverUpdated('AWS::Lambda::LayerVersion'),
    delete: (request, physicalId) => {
      const at = physicalId.lastIndexOf(':');
      return unlessGone(
        ask(request, 'DeleteLayerVersion', {
          LayerName: physicalId.slice(0, at),
          VersionNumber: Number(physicalId.slice(at + 1)),
        }),
      );
    },
  };
}
