/** AWS::XRay::SamplingRule. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-samplingrule.html */
import { AwsError } from '../../../wire/aws-error.ts';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import {
  type Ask,
  mapOf,
  numberOf,
  onlyMembers,
  type Properties,
  physicalName,
  tagPairs,
  tagsOf,
  textOf,
} from '../../resource-properties.ts';
import { unlessMissing, updateTags } from './tags-and-deletion.ts';

const texts = ['RuleName', 'RuleARN', 'ServiceName', 'ServiceType', 'Host', 'HTTPMethod', 'URLPath', 'ResourceARN'];
const numbers = ['Priority', 'FixedRate', 'ReservoirSize', 'Version'];

interface Answer {
  readonly SamplingRuleRecord: { readonly SamplingRule: { readonly RuleARN: string } };
}

export function samplingRuleResource(ask: Ask): ResourceProvider {
  const state = ({ SamplingRuleRecord }: Answer): ResourceState => {
    const { RuleARN } = SamplingRuleRecord.SamplingRule;
    return { physicalId: RuleARN, attributes: { RuleARN } };
  };

  async function create(request: ResourceRequest): Promise<ResourceState> {
    const rule = ruleOf(request);
    const named = rule['RuleName'] !== undefined || rule['RuleARN'] !== undefined;
    const SamplingRule = {
      ServiceType: '*',
      Version: 1,
      ...rule,
      ...(!named && { RuleName: textOf(request.properties['RuleName']) ?? physicalName(request, 32) }),
    };
    return state(await ask<Answer>(request, 'CreateSamplingRule', { SamplingRule, Tags: tagPairs(tagsOf(request)) }));
  }

  return {
    type: 'AWS::XRay::SamplingRule',
    properties: ['SamplingRule', 'RuleName', 'Tags'],
    createOnly: ['RuleName'],
    create,
    async update(request, { physicalId: RuleARN, properties }) {
      const before = ruleOf({ ...request, properties });
      const { RuleName, RuleARN: givenArn, Version = 1, ...changes } = ruleOf(request);
      // A rule cannot be renamed: there is a new one, and the engine deletes the other.
      if (RuleName !== before['RuleName'] || givenArn !== before['RuleARN']) return create(request);
      if (Version !== (before['Version'] ?? 1))
        throw new AwsError('ValidationError', 'SamplingRule/Version can only be set when the rule is created');
      const answer = await ask<Answer>(request, 'UpdateSamplingRule', {
        SamplingRuleUpdate: { RuleARN, Attributes: {}, ...changes },
      });
      await updateTags(ask, request, RuleARN);
      return state(answer);
    },
    delete: (request, RuleARN) => unlessMissing(ask(request, 'DeleteSamplingRule', { RuleARN })),
  };
}

function ruleOf({ properties }: ResourceRequest): Properties {
  const given = mapOf('SamplingRule', properties['SamplingRule']);
  onlyMembers('SamplingRule', given, [...texts, ...numbers, 'Attributes', 'SamplingRateBoost']);
  const attributes = mapOf('SamplingRule/Attributes', given['Attributes']);
  const boost = mapOf('SamplingRule/SamplingRateBoost', given['SamplingRateBoost']);
  const members = {
    ...Object.fromEntries(texts.map((member) => [member, textOf(given[member])])),
    ...Object.fromEntries(numbers.map((member) => [member, numberOf(`SamplingRule/${member}`, given[member])])),
    Attributes:
      given['Attributes'] === undefined
        ? undefined
        : Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, textOf(value) ?? ''])),
    SamplingRateBoost:
      given['SamplingRateBoost'] === undefined
        ? undefined
        : {
            MaxRate: numberOf('SamplingRule/SamplingRateBoost/MaxRate', boost['MaxRate']),
            CooldownWindowMinutes: numberOf(
              'SamplingRule/SamplingRateBoost/CooldownWindowMinutes',
              boost['CooldownWindowMinutes'],
            ),
          },
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
