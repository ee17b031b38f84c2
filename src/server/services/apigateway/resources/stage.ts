/** AWS::ApiGateway::Stage. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import {
  type Ask,
  booleanOf,
  listOf,
  mapOf,
  onlyMembers,
  type Properties,
  physicalName,
  tagsOf,
  textOf,
  unlessGone,
} from '../../resource-properties.ts';
import type { RestAccessLog, RestMethodSetting, RestStage } from '../../rest-api.ts';
import { patchMethodSetting } from '../patch/method-setting.ts';
import { checkAccessLog, checkCacheSize, checkDocumentationVersion, checkVariables } from '../stage.ts';
import type { ApiGatewayStore } from '../store.ts';

export function stageResource(ask: Ask, store: ApiGatewayStore): ResourceProvider {
  function put(request: ResourceRequest, apiId: string, stage: RestStage): void {
    const wanted = settings(request);
    checkVariables(wanted.variables);
    store.putStage(request.tenant, apiId, {
      ...stage,
      ...wanted,
      deploymentId: store.deployment(request.tenant, apiId, wanted.deploymentId).id,
      lastUpdatedDate: Math.floor(Date.now() / 1000) * 1000,
    });
  }

  return {
    type: 'AWS::ApiGateway::Stage',
    properties: [
      ...['RestApiId', 'DeploymentId', 'StageName', 'Description', 'TracingEnabled', 'Variables', 'MethodSettings'],
      ...['AccessLogSetting', 'DocumentationVersion', 'CacheClusterEnabled', 'CacheClusterSize', 'Tags'],
    ],
    createOnly: ['RestApiId', 'StageName'],
    required: ['RestApiId'],
    async create(request) {
      const apiId = textOf(request.properties['RestApiId']) ?? '';
      // Names of stages have no hyphens.
      const stageName = textOf(request.properties['StageName']) ?? physicalName(request, 128).replaceAll('-', '_');
      const { deploymentId, tags } = settings(request);
      await ask(request, 'CreateStage', { restApiId: apiId, stageName, deploymentId, tags });
      try {
        put(request, apiId, store.stage(request.tenant, apiId, stageName));
      } catch (cause) {
        await ask(request, 'DeleteStage', { restApiId: apiId, stageName });
        throw cause;
      }
      return { physicalId: stageName, attributes: {} };
    },
    async update(request, { physicalId: stageName }) {
      const apiId = textOf(request.properties['RestApiId']) ?? '';
      put(request, apiId, store.stage(request.tenant, apiId, stageName));
      return { physicalId: stageName, attributes: {} };
    },
    delete: (request, stageName) =>
      unlessGone(ask(request, 'DeleteStage', { restApiId: textOf(request.properties['RestApiId']), stageName })),
  };
}

function settings(request: ResourceRequest) {
  const { properties } = request;
  const isCached = booleanOf('CacheClusterEnabled', properties['CacheClusterEnabled']) ?? false;
  const cacheClusterSize = isCached ? (textOf(properties['CacheClusterSize']) ?? '0.5') : undefined;
  if (cacheClusterSize !== undefined) checkCacheSize(cacheClusterSize);
  checkDocumentationVersion(textOf(properties['DocumentationVersion']));
  const variables = Object.entries(mapOf('Variables', properties['Variables']));
  return {
    deploymentId: textOf(properties['DeploymentId']) ?? '',
    description: textOf(properties['Description']),
    tracingEnabled: booleanOf('TracingEnabled', properties['TracingEnabled']) ?? false,
    variables: Object.fromEntries(variables.map(([name, value]) => [name, textOf(value) ?? ''])),
    methodSettings: methodSettings(listOf('MethodSettings', properties['MethodSettings'])),
    cacheClusterSize,
    accessLog: accessLog(properties['AccessLogSetting']),
    tags: tagsOf(request),
  };
}

/** By the property's name, the path of the patch that sets it. */
const settingPaths: Readonly<Record<string, string>> = {
  MetricsEnabled: 'metrics/enabled',
  DataTraceEnabled: 'logging/dataTrace',
  LoggingLevel: 'logging/loglevel',
  ThrottlingBurstLimit: 'throttling/burstLimit',
  ThrottlingRateLimit: 'throttling/rateLimit',
  CacheTtlInSeconds: 'caching/ttlInSeconds',
  CachingEnabled: 'caching/enabled',
  CacheDataEncrypted: 'caching/dataEncrypted',
};

function methodSettings(given: readonly unknown[]): Readonly<Record<string, RestMethodSetting>> {
  let stage: Pick<RestStage, 'methodSettings'> = { methodSettings: {} };
  for (const entry of given) {
    const setting: Properties = mapOf('MethodSettings', entry);
    onlyMembers('MethodSettings', setting, ['ResourcePath', 'HttpMethod', ...Object.keys(settingPaths)]);
    // All resources are `/*` in templates.
    const resourcePath = (textOf(setting['ResourcePath']) ?? '').replace(/^\/\*$/, '*').replaceAll('~1', '/');
    const httpMethod = textOf(setting['HttpMethod']) ?? '';
    for (const [name, path] of Object.entries(settingPaths)) {
      const value = textOf(setting[name]);
      if (value === undefined) continue;
      const parts = [resourcePath, httpMethod, ...path.split('/')];
      stage = patchMethodSetting(stage, { op: 'replace', path: `/${parts.join('/')}`, parts, value, from: undefined });
    }
  }
  return stage.methodSettings ?? {};
}

function accessLog(given: unknown): RestAccessLog | undefined {
  if (given === undefined) return undefined;
  const setting = mapOf('AccessLogSetting', given);
  onlyMembers('AccessLogSetting', setting, ['DestinationArn', 'Format']);
  const log = { destinationArn: textOf(setting['DestinationArn']), format: textOf(setting['Format']) };
  checkAccessLog(log);
  return log;
}
