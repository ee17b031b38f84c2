/**
 * UpdateSamplingRule: changes what is given, and takes the rate boost away when none is given. Of the rule Default only rate and
 * reservoir can be changed. AWS page: API_UpdateSamplingRule.
 */
import type { SamplingRuleUpdate, UpdateSamplingRuleRequest } from '@aws-sdk/client-xray';
import { DEFAULT_RULE, type SamplingRule } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { checkUpdate, checkUpdatedRule } from '../sampling/check-rule.ts';
import { printedRule, type SamplingRuleRecord } from '../sampling/printed-rule.ts';
import { rateBoostOf } from '../sampling/rate-boost.ts';
import { ruleNameOf } from '../sampling/rule-name.ts';
import type { SamplingRules } from '../sampling/sampling-rules.ts';

const CHANGEABLE_OF_DEFAULT = ['RuleName', 'RuleARN', 'FixedRate', 'ReservoirSize'];

/** @throws ValidationException, InvalidRequestException; then nothing was changed. */
export function updateSamplingRule(rules: SamplingRules) {
  return (input: UpdateSamplingRuleRequest, tenant: Tenant): { readonly SamplingRuleRecord: SamplingRuleRecord } => {
    const update = input.SamplingRuleUpdate ?? {};
    checkUpdate(update);
    const name = ruleNameOf(update, tenant);
    const stored = rules.find(tenant, name);
    if (stored === undefined) throw invalidRequest('Sampling rule does not exist');
    if (name === DEFAULT_RULE && !changesOnly(update, CHANGEABLE_OF_DEFAULT))
      throw invalidRequest('Invalid update request for default sampling rule');
    const rule = updated(stored.rule, update);
    checkUpdatedRule(rule);
    return { SamplingRuleRecord: printedRule(rules.put(tenant, rule, stored)) };
  };
}

function changesOnly(update: SamplingRuleUpdate, members: readonly string[]): boolean {
  return Object.entries(update).every(([member, value]) => value === undefined || value === null || members.includes(member));
}

function updated({ SamplingRateBoost: _, ...rule }: SamplingRule, update: SamplingRuleUpdate): SamplingRule {
  return {
    ...rule,
    Priority: update.Priority ?? rule.Priority,
    FixedRate: update.FixedRate ?? rule.FixedRate,
    ReservoirSize: update.ReservoirSize ?? rule.ReservoirSize,
    ServiceName: update.ServiceName ?? rule.ServiceName,
    ServiceType: update.ServiceType ?? rule.ServiceType,
    Host: update.Host ?? rule.Host,
    HTTPMethod: update.HTTPMethod ?? rule.HTTPMethod,
    URLPath: update.URLPath ?? rule.URLPath,
    ResourceARN: update.ResourceARN ?? rule.ResourceARN,
    Attributes: update.Attributes ?? rule.Attributes,
    ...rateBoostOf(update),
  };
}
