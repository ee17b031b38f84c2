/** AWS::Lambda::Url. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
import type { FunctionUrlConfig } from '@aws-sdk/client-lambda';
import { awsFunctionUrl, idOfFunctionUrl } from '../../function-url.ts';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import {
  type Ask,
  booleanOf,
  mapOf,
  numberOf,
  onlyMembers,
  type Properties,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';

/** Stacks see AWS's URL; DescribeStacks shows it as one that clients reach. */
function state({ tenant }: ResourceRequest, made: Partial<FunctionUrlConfig>): ResourceState {
  const id = idOfFunctionUrl(made.FunctionUrl ?? '') ?? '';
  return {
    physicalId: made.FunctionArn ?? '',
    attributes: { FunctionArn: made.FunctionArn, FunctionUrl: awsFunctionUrl(id, tenant.region) },
  };
}

export function urlResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::Lambda::Url',
    properties: ['TargetFunctionArn', 'AuthType', 'Cors', 'InvokeMode', 'Qualifier'],
    createOnly: ['TargetFunctionArn', 'Qualifier'],
    required: ['TargetFunctionArn', 'AuthType'],
    create: async (request) => state(request, await ask(request, 'CreateFunctionUrlConfig', input(request.properties))),
    async update(request) {
      // What was taken out of the template goes back to its default.
      const given = { InvokeMode: 'BUFFERED', Cors: {}, ...input(request.properties) };
      return state(request, await ask(request, 'UpdateFunctionUrlConfig', given));
    },
    delete: (request, FunctionName) => unlessGone(ask(request, 'DeleteFunctionUrlConfig', { FunctionName })),
  };
}

const lists = ['AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders'] as const;

function input(properties: Properties): Properties {
  const cors = mapOf('Cors', properties['Cors']);
  onlyMembers('Cors', cors, [...lists, 'AllowCredentials', 'MaxAge']);
  const given: Record<string, unknown> = {
    FunctionName: textOf(properties['TargetFunctionArn']),
    Qualifier: textOf(properties['Qualifier']),
    AuthType: textOf(properties['AuthType']),
    InvokeMode: textOf(properties['InvokeMode']),
  };
  if (properties['Cors'] !== undefined) {
    const named = lists.flatMap((name) => (cors[name] === undefined ? [] : [[name, textsOf(`Cors/${name}`, cors[name])]]));
    given['Cors'] = {
      ...Object.fromEntries(named),
      AllowCredentials: booleanOf('Cors/AllowCredentials', cors['AllowCredentials']),
      MaxAge: numberOf('Cors/MaxAge', cors['MaxAge']),
    };
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
