/** AWS::Lambda::Alias. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import type { ResourceProvider, ResourceState } from '../../ports.ts';
import {
  type Ask,
  listOf,
  mapOf,
  numberOf,
  onlyMembers,
  type Properties,
  textOf,
  unlessGone,
} from '../../resource-properties.ts';

export function aliasResource(ask: Ask): ResourceProvider {
  const state = ({ AliasArn }: AliasConfiguration): ResourceState => ({ physicalId: AliasArn ?? '', attributes: { AliasArn } });
  return {
    type: 'AWS::Lambda::Alias',
    properties: ['Name', 'FunctionName', 'FunctionVersion', 'Description', 'RoutingConfig'],
    createOnly: ['Name', 'FunctionName'],
    required: ['FunctionName', 'FunctionVersion', 'Name'],
    create: async (request) => state(await ask<AliasConfiguration>(request, 'CreateAlias', input(request.properties))),
    update: async (request) => state(await ask<AliasConfiguration>(request, 'UpdateAlias', input(request.properties))),
    delete: (request) => {
      const { Name, FunctionName } = input(request.properties);
      return unlessGone(ask(request, 'DeleteAlias', { Name, FunctionName }));
    },
  };
}

function input(properties: Properties): Properties {
  const routing = mapOf('RoutingConfig', properties['RoutingConfig']);
  onlyMembers('RoutingConfig', routing, ['AdditionalVersionWeights']);
  const weights = listOf('AdditionalVersionWeights', routing['AdditionalVersionWeights']).map((entry) =>
    mapOf('AdditionalVersionWeights', entry),
  );
  return {
    Name: textOf(properties['Name']),
    FunctionName: textOf(properties['FunctionName']),
    FunctionVersion: textOf(properties['FunctionVersion']),
    Description: textOf(properties['Description']) ?? '',
    RoutingConfig: {
      AdditionalVersionWeights: Object.fromEntries(
        weights.map((entry) => [textOf(entry['FunctionVersion']) ?? '', numberOf('FunctionWeight', entry['FunctionWeight'])]),
      ),
    },
  };
}
