/** PutRule: makes a rule, or replaces all of it but its targets and tags. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
import type { PutRuleCommandInput, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { invalid } from '../errors.ts';
import { findBus } from '../find.ts';
import { parsePattern } from '../pattern/parse.ts';
import { parseSchedule } from '../schedule/expression.ts';
import { isEnabled, ruleArn, ruleKey, type StoredRule } from '../store.ts';
import { tagsOf } from '../tags.ts';

const states = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] as const;

export function putRule({ store, scheduler, now }: EventsControl) {
  return (input: PutRuleCommandInput, call: CallContext): PutRuleResponse => {
    const { Name: name = '', ScheduleExpression: scheduleExpression, EventPattern: eventPattern } = input;
    new Constraints()
      .name('name', name)
      .length('scheduleExpression', scheduleExpression, 0, 256)
      .length('eventPattern', eventPattern, 0, 4_096)
      .oneOf('state', input.State, states)
      .length('description', input.Description, 0, 512)
      .length('roleArn', input.RoleArn, 1, 1_600)
      .check();
    if (!scheduleExpression && !eventPattern) throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    const bus = findBus(store, call, input.EventBusName);
    if (scheduleExpression && bus.name !== 'default')
      throw invalid('ScheduleExpression is supported only on the default event bus.');
    if (scheduleExpression && !parseSchedule(scheduleExpression)) throw invalid('Parameter ScheduleExpression is not valid.');
    if (eventPattern) parsePattern(eventPattern);
    const key = ruleKey(bus.name, name);
    const before = store.rules.get(bus, key);
    const state = input.State ?? 'ENABLED';
    // A rule that goes on as it was keeps its beat.
    const same =
      before !== undefined && before.scheduleExpression === scheduleExpression && isEnabled(before) === isEnabled({ state });
    const rule: StoredRule = {
      name,
      busName: bus.name,
      scheduleExpression: scheduleExpression || undefined,
      eventPattern: eventPattern || undefined,
      state,
      description: input.Description,
      roleArn: input.RoleArn,
      tags: before?.tags ?? tagsOf(input.Tags),
      anchor: same ? before.anchor : now(),
      targets: before?.targets ?? [],
    };
    store.rules.put(bus, key, rule);
    scheduler.changed(bus, rule);
    return { RuleArn: ruleArn(bus, rule) };
  };
}
