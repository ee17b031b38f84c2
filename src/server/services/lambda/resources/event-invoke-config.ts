/** AWS::Lambda::EventInvokeConfig. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, mapOf, numberOf, onlyMembers, type Properties, textOf, unlessGone } from '../../resource-properties.ts';

export function eventInvokeConfigResource(ask: Ask): ResourceProvider {
  const put = async (request: ResourceRequest): Promise<ResourceState> => {
    const given = input(request.properties);
    await ask(request, 'PutFunctionEventInvokeConfig', given);
    return { physicalId: `${given['FunctionName']}|${given['Qualifier']}`, attributes: {} };
  };
  return {
    type: 'AWS::Lambda::EventInvokeConfig',
    properties: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
    createOnly: ['FunctionName', 'Qualifier'],
    required: ['FunctionName', 'Qualifier'],
    create: put,
    update: put,
    delete: (request, physicalId) => {
      const [FunctionName, Qualifier] = physicalId.split('|');
      return unlessGone(ask(request, 'DeleteFunctionEventInvokeConfig', { FunctionName, Qualifier }));
    },
  };
}

function input(properties: Properties): Properties {
  const destinations = mapOf('DestinationConfig', properties['DestinationConfig']);
  onlyMembers('DestinationConfig', destinations, ['OnSuccess', 'OnFailure']);
  const named = Object.entries(destinations).map(([outcome, value]) => {
    const destination = mapOf(`DestinationConfig/${outcome}`, value);
    onlyMembers(`DestinationConfig/${outcome}`, destination, ['Destination']);
    return [outcome, { Destination: textOf(destination['Destination']) }] as const;
  });
  return {
    FunctionName: textOf(properties['FunctionName']),
    Qualifier: textOf(properties['Qualifier']),
    MaximumRetryAttempts: numberOf('MaximumRetryAttempts', properties['MaximumRetryAttempts']),
    MaximumEventAgeInSeconds: numberOf('MaximumEventAgeInSeconds', properties['MaximumEventAgeInSeconds']),
    DestinationConfig: Object.fromEntries(named),
  };
}
