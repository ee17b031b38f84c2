/** PutTargets: adds targets to a rule, or replaces those with the same id. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
import type { PutTargetsCommandInput, PutTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { checkTarget, constrainTarget, storedTarget } from '../check-target.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { limitExceeded } from '../errors.ts';
import { findBus, findRule } from '../find.ts';
import { ruleKey } from '../store.ts';

const mostTargets = 5;

export function putTargets({ store, scheduler }: EventsControl) {
  return (input: PutTargetsCommandInput, call: CallContext): PutTargetsResponse => {
    const given = input.Targets ?? [];
    const constraints = new Constraints().name('rule', input.Rule).count('targets', given, 1, 100);
    given.forEach((target, index) => {
      constrainTarget(constraints, `targets.${index + 1}.member`, target);
    });
    constraints.check();
    // What is wrong with a target by itself is told before what is wrong with the rule.
    given.forEach(checkTarget);
    const before = findRule(store, call, input.Rule ?? '', input.EventBusName);
    const bus = findBus(store, call, input.EventBusName);
    const targets = new Map(before.targets.map((target) => [target.Id, target]));
    for (const target of given.map(storedTarget)) targets.set(target.Id, target);
    if (targets.size > mostTargets) throw limitExceeded();
    const rule = { ...before, targets: [...targets.values()] };
    store.rules.put(bus, ruleKey(rule.busName, rule.name), rule);
    scheduler.changed(bus, rule);
    return { FailedEntryCount: 0, FailedEntries: [] };
  };
}
