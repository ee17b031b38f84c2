/** AWS::Events::Rule. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
import type { PutRuleResponse, Target } from '@aws-sdk/client-eventbridge';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import {
  type Ask,
  listOf,
  mapOf,
  numberOf,
  onlyMembers,
  type Properties,
  physicalName,
  tagPairs,
  tagsOf,
  textOf,
  unlessGone,
} from '../../resource-properties.ts';

export function ruleResource(ask: Ask): ResourceProvider {
  async function put(request: ResourceRequest, name: string): Promise<ResourceState> {
    const { properties } = request;
    const EventBusName = textOf(properties['EventBusName']);
    const made = await ask<PutRuleResponse>(request, 'PutRule', {
      Name: name,
      EventBusName,
      Description: textOf(properties['Description']),
      EventPattern: patternOf(properties['EventPattern']),
      ScheduleExpression: textOf(properties['ScheduleExpression']),
      State: textOf(properties['State']),
      RoleArn: textOf(properties['RoleArn']),
      Tags: tagPairs(tagsOf(request)),
    });
    const targets = listOf('Targets', properties['Targets']).map((target, index) => targetOf(target, `Targets/${index}`));
    if (targets.length > 0) await ask(request, 'PutTargets', { Rule: name, EventBusName, Targets: targets });
    // Of a rule on another bus, both names are needed to find it again.
    const bus = EventBusName?.split('/').at(-1);
    const physicalId = bus === undefined || bus === 'default' ? name : `${bus}|${name}`;
    return { physicalId, attributes: { Arn: made.RuleArn } };
  }

  async function removeTargets(request: ResourceRequest, physicalId: string, keep: ReadonlySet<string>): Promise<void> {
    const named = ruleNamed(physicalId);
    const { Targets = [] } = await ask<{ Targets?: Target[] }>(request, 'ListTargetsByRule', { ...named, Limit: 100 });
    const Ids = Targets.map(({ Id = '' }) => Id).filter((id) => !keep.has(id));
    if (Ids.length > 0) await ask(request, 'RemoveTargets', { ...named, Ids });
  }

  return {
    type: 'AWS::Events::Rule',
    properties: [
      ...['Name', 'Description', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets', 'RoleArn', 'Tags'],
    ],
    createOnly: ['Name', 'EventBusName'],
    async create(request) {
      const name = textOf(request.properties['Name']) ?? physicalName(request, 64);
      try {
        return await put(request, name);
      } catch (cause) {
        const EventBusName = textOf(request.properties['EventBusName']);
        await ask(request, 'DeleteRule', { Name: name, EventBusName }).catch(() => undefined);
        throw cause;
      }
    },
    async update(request, { physicalId }) {
      const kept = listOf('Targets', request.properties['Targets']).map((target) => textOf(mapOf('Targets', target)['Id']) ?? '');
      await removeTargets(request, physicalId, new Set(kept));
      return put(request, ruleNamed(physicalId).Rule);
    },
    async delete(request, physicalId) {
      const { Rule, EventBusName } = ruleNamed(physicalId);
      await unlessGone(removeTargets(request, physicalId, new Set()));
      await unlessGone(ask(request, 'DeleteRule', { Name: Rule, EventBusName }));
    },
  };
}

/** From a physical id: `RULE`, or `BUS|RULE`. */
function ruleNamed(physicalId: string): { readonly Rule: string; readonly EventBusName: string } {
  const bar = physicalId.indexOf('|');
  if (bar < 0) return { Rule: physicalId, EventBusName: 'default' };
  return { Rule: physicalId.slice(bar + 1), EventBusName: physicalId.slice(0, bar) };
}

/** An object in templates; text where somebody wrote the JSON by hand. */
function patternOf(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

function targetOf(value: unknown, name: string): Properties {
  const { InputTransformer: transformer, RetryPolicy: retries, ...target } = mapOf(name, value);
  const { InputPathsMap, InputTemplate, ...more } = mapOf(`${name}/InputTransformer`, transformer);
  onlyMembers(`${name}/InputTransformer`, more, []);
  const policy = mapOf(`${name}/RetryPolicy`, retries);
  return {
    ...target,
    ...(transformer !== undefined && {
      InputTransformer: { ...(InputPathsMap !== undefined && { InputPathsMap }), InputTemplate: textOf(InputTemplate) },
    }),
    ...(retries !== undefined && {
      RetryPolicy: {
        MaximumRetryAttempts: numberOf('MaximumRetryAttempts', policy['MaximumRetryAttempts']),
        MaximumEventAgeInSeconds: numberOf('MaximumEventAgeInSeconds', policy['MaximumEventAgeInSeconds']),
      },
    }),
  };
}
