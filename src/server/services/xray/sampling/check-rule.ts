/**
 * What a sampling rule's members may be. AWS's model bounds them on creation; an update's numbers it leaves to the service, which
 * refuses with one sentence for all of them.
 *
 * Who calls it: CreateSamplingRule and UpdateSamplingRule. AWS pages: SamplingRule, SamplingRuleUpdate.
 */
import type { SamplingRule as InputRule, SamplingRuleUpdate } from '@aws-sdk/client-xray';
import { DEFAULT_RULE, type SamplingRule } from '../../../../model/sampling-rule.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';

const MOST_ATTRIBUTES = 5;
const LONGEST_ATTRIBUTE = 32;

/** @throws ValidationException for members out of their bounds, InvalidRequestException for another version or an endless boost. */
export function checkNewRule(rule: InputRule): void {
  texts(new Constraints(), 'samplingRule', rule)
    .value('samplingRule.priority', rule.Priority, { least: 1, most: 9999 })
    .value('samplingRule.fixedRate', rule.FixedRate, { least: 0, most: 1 })
    .value('samplingRule.reservoirSize', rule.ReservoirSize, { least: 0 })
    .value('samplingRule.version', rule.Version, { least: 1 })
    .check();
  if (rule.Version !== 1) throw invalidRequest('Sampling rule version must be 1');
  checkBoost(rule);
}

/** @throws ValidationException for texts out of their bounds. */
export function checkUpdate(update: SamplingRuleUpdate): void {
  texts(new Constraints(), 'samplingRuleUpdate', update).check();
  checkBoost(update);
}

/** @throws InvalidRequestException for a rule that an update has put out of bounds. */
export function checkUpdatedRule({ RuleName, Priority, FixedRate, ReservoirSize }: SamplingRule): void {
  const priorityFits = RuleName === DEFAULT_RULE || (Priority >= 1 && Priority <= 9999);
  if (!priorityFits || !(FixedRate >= 0 && FixedRate <= 1) || !(ReservoirSize >= 0))
    throw invalidRequest('Invalid update request for sampling rule');
}

function texts(constraints: Constraints, at: string, rule: InputRule | SamplingRuleUpdate): Constraints {
  return constraints
    .length(`${at}.ruleName`, rule.RuleName, { least: 1, most: 32 })
    .length(`${at}.resourceARN`, rule.ResourceARN, { most: 500 })
    .length(`${at}.serviceName`, rule.ServiceName, { most: 64 })
    .length(`${at}.serviceType`, rule.ServiceType, { most: 64 })
    .length(`${at}.host`, rule.Host, { most: 64 })
    .length(`${at}.hTTPMethod`, rule.HTTPMethod, { most: 10 })
    .length(`${at}.uRLPath`, rule.URLPath, { most: 128 })
    .entries(`${at}.attributes`, rule.Attributes, MOST_ATTRIBUTES, LONGEST_ATTRIBUTE)
    .value(`${at}.samplingRateBoost.maxRate`, rule.SamplingRateBoost?.MaxRate, { least: 0, most: 1 })
    .value(`${at}.samplingRateBoost.cooldownWindowMinutes`, rule.SamplingRateBoost?.CooldownWindowMinutes, { least: 0 });
}

/** AWS fails by itself (500) here. */
function checkBoost({ SamplingRateBoost }: InputRule | SamplingRuleUpdate): void {
  if (SamplingRateBoost?.CooldownWindowMinutes === 0)
    throw invalidRequest('The cooldown window of a sampling rate boost must be at least one minute');
}
