/** The adaptive part of a sampling rule, as an input gives it. AWS page: SamplingRateBoost. */
import type { SamplingRule as InputRule, SamplingRuleUpdate } from '@aws-sdk/client-xray';
import type { SamplingRule } from '../../../../model/sampling-rule.ts';

/** Nothing when the input has none: an update that leaves the boost out takes it away, in AWS as here. */
export function rateBoostOf({
  SamplingRateBoost: boost,
}: Pick<InputRule | SamplingRuleUpdate, 'SamplingRateBoost'>): Pick<SamplingRule, 'SamplingRateBoost'> {
  if (boost?.MaxRate === undefined || boost.CooldownWindowMinutes === undefined) return {};
  return { SamplingRateBoost: { MaxRate: boost.MaxRate, CooldownWindowMinutes: boost.CooldownWindowMinutes } };
}
