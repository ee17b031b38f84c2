/** AWS::ApiGatewayV2::Stage. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, booleanOf, mapOf, numberOf, onlyMembers, tagsOf, textOf, unlessGone } from '../../resource-properties.ts';

export function stageResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Stage',
    properties: [
      ...['ApiId', 'StageName', 'AutoDeploy', 'DeploymentId', 'Description', 'StageVariables', 'Tags'],
      ...['AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings'],
    ],
    createOnly: ['ApiId', 'StageName'],
    required: ['StageName', 'ApiId'],
    async create(request) {
      await ask(request, 'CreateStage', { ...settings(request), Tags: tagsOf(request) });
      return { physicalId: textOf(request.properties['StageName']) ?? '', attributes: {} };
    },
    async update(request, { physicalId }) {
      await ask(request, 'UpdateStage', settings(request));
      const { ApiId } = settings(request);
      const ResourceArn = `arn:aws:apigateway:${request.tenant.region}::/apis/${ApiId}/stages/${physicalId}`;
      const Tags = tagsOf(request);
      const { Tags: had = {} } = await ask<{ Tags?: Record<string, string> }>(request, 'GetTags', { ResourceArn });
      const TagKeys = Object.keys(had).filter((key) => !Object.hasOwn(Tags, key));
      if (TagKeys.length > 0) await ask(request, 'UntagResource', { ResourceArn, TagKeys });
      await ask(request, 'TagResource', { ResourceArn, Tags });
      return { physicalId, attributes: {} };
    },
    delete: (request, StageName) =>
      unlessGone(ask(request, 'DeleteStage', { ApiId: textOf(request.properties['ApiId']), StageName })),
  };
}

function settings({ properties }: ResourceRequest) {
  const variables = Object.entries(mapOf('StageVariables', properties['StageVariables']));
  return {
    ApiId: textOf(properties['ApiId']),
    StageName: textOf(properties['StageName']),
    AutoDeploy: booleanOf('AutoDeploy', properties['AutoDeploy']) ?? false,
    DeploymentId: textOf(properties['DeploymentId']),
    Description: textOf(properties['Description']),
    AccessLogSettings: accessLog(properties['AccessLogSettings']),
    DefaultRouteSettings: routeSettings('DefaultRouteSettings', properties['DefaultRouteSettings']),
    RouteSettings: Object.fromEntries(
      Object.entries(mapOf('RouteSettings', properties['RouteSettings'])).map(([key, value]) => [
        key,
        routeSettings('RouteSettings', value),
      ]),
    ),
    StageVariables: Object.fromEntries(variables.map(([name, value]) => [name, textOf(value) ?? ''])),
  };
}

function accessLog(value: unknown) {
  const log = mapOf('AccessLogSettings', value);
  onlyMembers('AccessLogSettings', log, ['DestinationArn', 'Format']);
  return { DestinationArn: textOf(log['DestinationArn']), Format: textOf(log['Format']) };
}

function routeSettings(name: string, value: unknown) {
  const settings = mapOf(name, value);
  onlyMembers(name, settings, [
    ...['DetailedMetricsEnabled', 'ThrottlingBurstLimit', 'ThrottlingRateLimit', 'DataTraceEnabled', 'LoggingLevel'],
  ]);
  return {
    DetailedMetricsEnabled: booleanOf(`${name}/DetailedMetricsEnabled`, settings['DetailedMetricsEnabled']),
    ThrottlingBurstLimit: numberOf(`${name}/ThrottlingBurstLimit`, settings['ThrottlingBurstLimit']),
    ThrottlingRateLimit: numberOf(`${name}/ThrottlingRateLimit`, settings['ThrottlingRateLimit']),
    DataTraceEnabled: booleanOf(`${name}/DataTraceEnabled`, settings['DataTraceEnabled']),
    LoggingLevel: textOf(settings['LoggingLevel']),
  };
}
