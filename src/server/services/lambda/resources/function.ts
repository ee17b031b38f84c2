/** AWS::Lambda::Function. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import {
  type Ask,
  mapOf,
  numberOf,
  onlyMembers,
  type Properties,
  physicalName,
  tagsOf,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';
import { inlineCode } from './inline-code.ts';

/** Members that go on as they are: the operation refuses what it does not have, by name. */
const passedOn = ['VpcConfig', 'DeadLetterConfig', 'FileSystemConfigs', 'ImageConfig', 'SnapStart'] as const;

export function functionResource(ask: Ask): ResourceProvider {
  const state = (made: FunctionConfiguration): ResourceState => ({
    physicalId: made.FunctionName ?? '',
    attributes: { Arn: made.FunctionArn },
  });

  /** The next change, and what depends on the function, must not meet it in the middle of this one. */
  async function settled(request: ResourceRequest, FunctionName: string): Promise<void> {
    for (;;) {
      const now = await ask<FunctionConfiguration>(request, 'GetFunctionConfiguration', { FunctionName });
      if (now.State !== 'Pending' && now.LastUpdateStatus !== 'InProgress') return;
      await sleep(20);
    }
  }

  async function reserve(request: ResourceRequest, FunctionName: string, before: Properties): Promise<void> {
    const reserved = numberOf('ReservedConcurrentExecutions', request.properties['ReservedConcurrentExecutions']);
    if (reserved !== undefined)
      await ask(request, 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: reserved });
    else if (before['ReservedConcurrentExecutions'] !== undefined)
      await ask(request, 'DeleteFunctionConcurrency', { FunctionName });
  }

  return {
    type: 'AWS::Lambda::Function',
    properties: [
      ...[
        'FunctionName',
        'Code',
        'Handler',
        'Runtime',
        'Role',
        'Description',
        'Timeout',
        'MemorySize',
        'Environment',
        'Architectures',
      ],
      ...['TracingConfig', 'Layers', 'EphemeralStorage', 'LoggingConfig', 'Tags', 'PackageType', 'KmsKeyArn'],
      ...['ReservedConcurrentExecutions', ...passedOn],
    ],
    createOnly: ['FunctionName', 'PackageType'],
    required: ['Code', 'Role'],
    async create(request) {
      const { properties } = request;
      const FunctionName = textOf(properties['FunctionName']) ?? physicalName(request, 64);
      const made = await ask<FunctionConfiguration>(request, 'CreateFunction', {
        FunctionName,
        ...settings(properties),
        ...architectures(properties),
        PackageType: textOf(properties['PackageType']),
        Code: code(properties),
        Tags: tagsOf(request),
      });
      try {
        await settled(request, FunctionName);
        await reserve(request, FunctionName, {});
      } catch (cause) {
        await ask(request, 'DeleteFunction', { FunctionName });
        throw cause;
      }
      return state(made);
    },
    async update(request, { physicalId: FunctionName, properties: before }) {
      const { properties } = request;
      const moved =
        JSON.stringify([properties['Code'], properties['Runtime'], properties['Architectures']]) !==
        JSON.stringify([before['Code'], before['Runtime'], before['Architectures']]);
      await settled(request, FunctionName);
      const { LoggingConfig, ...given } = settings(properties);
      const updated = await ask<FunctionConfiguration>(request, 'UpdateFunctionConfiguration', {
        FunctionName,
        ...defaults,
        ...given,
        LoggingConfig: LoggingConfig ?? { LogFormat: 'Text', LogGroup: `/aws/lambda/${FunctionName}` },
      });
      await settled(request, FunctionName);
      if (moved) {
        await ask(request, 'UpdateFunctionCode', {
          FunctionName,
          ...code(properties),
          Architectures: ['x86_64'],
          ...architectures(properties),
        });
      }
      await settled(request, FunctionName);
      await reserve(request, FunctionName, before);
      const tags = tagsOf(request);
      const Resource = updated.FunctionArn;
      const { Tags: present = {} } = await ask<{ Tags?: Record<string, string> }>(request, 'ListTags', { Resource });
      const TagKeys = Object.keys(present).filter((key) => !Object.hasOwn(tags, key));
      if (TagKeys.length > 0) await ask(request, 'UntagResource', { Resource, TagKeys });
      if (Object.keys(tags).length > 0) await ask(request, 'TagResource', { Resource, Tags: tags });
      return state(updated);
    },
    delete: (request, physicalId) => unlessGone(ask(request, 'DeleteFunction', { FunctionName: physicalId })),
  };
}

/** What a property that is taken out of a template goes back to. */
const defaults = {
  Description: '',
  Timeout: 3,
  MemorySize: 128,
  Environment: { Variables: {} },
  EphemeralStorage: { Size: 512 },
  TracingConfig: { Mode: 'PassThrough' },
  Layers: [],
  KMSKeyArn: '',
};

function settings(properties: Properties): Properties {
  const environment = mapOf('Environment', properties['Environment']);
  onlyMembers('Environment', environment, ['Variables']);
  const variables = Object.entries(mapOf('Environment/Variables', environment['Variables']));
  const tracing = mapOf('TracingConfig', properties['TracingConfig']);
  onlyMembers('TracingConfig', tracing, ['Mode']);
  const storage = mapOf('EphemeralStorage', properties['EphemeralStorage']);
  onlyMembers('EphemeralStorage', storage, ['Size']);
  const logging = mapOf('LoggingConfig', properties['LoggingConfig']);
  onlyMembers('LoggingConfig', logging, ['LogFormat', 'LogGroup', 'ApplicationLogLevel', 'SystemLogLevel']);
  const given: Record<string, unknown> = {
    Runtime: textOf(properties['Runtime']),
    Role: textOf(properties['Role']),
    Handler: textOf(properties['Handler']),
    Description: textOf(properties['Description']),
    Timeout: numberOf('Timeout', properties['Timeout']),
    MemorySize: numberOf('MemorySize', properties['MemorySize']),
    Environment:
      properties['Environment'] === undefined
        ? undefined
        : { Variables: Object.fromEntries(variables.map(([name, value]) => [name, textOf(value) ?? ''])) },
    EphemeralStorage:
      properties['EphemeralStorage'] === undefined ? undefined : { Size: numberOf('EphemeralStorage/Size', storage['Size']) },
    TracingConfig: tracing['Mode'] === undefined ? undefined : { Mode: textOf(tracing['Mode']) },
    Layers: properties['Layers'] === undefined ? undefined : textsOf('Layers', properties['Layers']),
    LoggingConfig: properties['LoggingConfig'] === undefined ? undefined : logging,
    KMSKeyArn: textOf(properties['KmsKeyArn']),
  };
  for (const name of passedOn) given[name] = properties[name];
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const architectures = (properties: Properties): Properties =>
  properties['Architectures'] === undefined ? {} : { Architectures: textsOf('Architectures', properties['Architectures']) };

function code(properties: Properties): Properties {
  const given = mapOf('Code', properties['Code']);
  onlyMembers('Code', given, ['ZipFile', 'S3Bucket', 'S3Key', 'S3ObjectVersion', 'ImageUri']);
  const source = textOf(given['ZipFile']);
  const named: Record<string, unknown> = {};
  for (const name of ['S3Bucket', 'S3Key', 'S3ObjectVersion', 'ImageUri']) {
    if (given[name] !== undefined) named[name] = textOf(given[name]);
  }
  return source === undefined ? named : { ...named, ZipFile: inlineCode(textOf(properties['Runtime']) ?? '', source) };
}
