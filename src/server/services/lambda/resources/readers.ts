/** What Cloud Control reads of Lambda. Called by `services/index.ts`. */
import type {
  FunctionConfiguration,
  FunctionUrlConfig,
  GetFunctionResponse,
  ListFunctionsResponse,
  ListFunctionUrlConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { ReadResource, ResourceReader, ResourceRequest } from '../../ports.ts';
import { type Ask, asking, tagPairs, textOf, unlessMissing } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';

type Reading = Pick<ResourceRequest, 'tenant' | 'signal'>;

export function lambdaReaders(deps: { readonly service: Service }): ResourceReader[] {
  const ask = asking(deps.service);
  return [functionReader(ask), urlReader(ask)];
}

function functionReader(ask: Ask): ResourceReader {
  return {
    type: 'AWS::Lambda::Function',
    async read(request, FunctionName) {
      const found = await unlessMissing(ask<GetFunctionResponse>(request, 'GetFunction', { FunctionName }));
      return found?.Configuration && functionResource(found.Configuration, found.Tags ?? {});
    },
    async list(request) {
      const names: ReadResource[] = [];
      for (let Marker: string | undefined, first = true; first || Marker !== undefined; first = false) {
        const { Functions = [], NextMarker } = await ask<ListFunctionsResponse>(request, 'ListFunctions', { Marker });
        for (const { FunctionName = '' } of Functions) names.push({ identifier: FunctionName, properties: { FunctionName } });
        Marker = NextMarker;
      }
      return names;
    },
  };
}

function functionResource(configuration: FunctionConfiguration, tags: Readonly<Record<string, string>>): ReadResource {
  const { FunctionName = '', FunctionArn: Arn, Layers = [], TracingConfig, Environment, KMSKeyArn } = configuration;
  const { Handler, Runtime, Role, Description, MemorySize, Timeout, Architectures, PackageType, EphemeralStorage } =
    configuration;
  const properties = {
    ...{ FunctionName, Arn, Handler, Runtime, Role, Description, MemorySize, Timeout, Architectures, PackageType },
    ...{ EphemeralStorage, TracingConfig, LoggingConfig: configuration.LoggingConfig, KmsKeyArn: KMSKeyArn },
    Environment: Environment && { Variables: Environment.Variables },
    ...(Layers.length > 0 && { Layers: Layers.map((layer) => layer.Arn) }),
    ...(Object.keys(tags).length > 0 && { Tags: tagPairs(tags) }),
  };
  return { identifier: FunctionName, properties };
}

function urlReader(ask: Ask): ResourceReader {
  return {
    type: 'AWS::Lambda::Url',
    async read(request: Reading, FunctionName) {
      const found = await unlessMissing(ask<FunctionUrlConfig>(request, 'GetFunctionUrlConfig', { FunctionName }));
      return found && urlResource(found);
    },
    async list(request, model) {
      const FunctionName = textOf(model['TargetFunctionArn']) ?? textOf(model['FunctionArn']) ?? '';
      const found = await unlessMissing(ask<ListFunctionUrlConfigsResponse>(request, 'ListFunctionUrlConfigs', { FunctionName }));
      return (found?.FunctionUrlConfigs ?? []).map(urlResource);
    },
  };
}

/** With the URL that clients reach: `sam list endpoints` prints it. */
function urlResource({ FunctionArn = '', FunctionUrl, AuthType, InvokeMode, Cors }: FunctionUrlConfig): ReadResource {
  const properties = { TargetFunctionArn: FunctionArn, FunctionArn, FunctionUrl, AuthType, InvokeMode, Cors };
  return { identifier: FunctionArn, properties };
}
