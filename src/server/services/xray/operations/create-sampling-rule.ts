/** CreateSamplingRule: a rule of one's own, by name or by the ARN that it shall have. AWS page: API_CreateSamplingRule. */
import type { CreateSamplingRuleRequest, SamplingRule as InputRule } from '@aws-sdk/client-xray';
import { DEFAULT_RULE, type SamplingRule, samplingRuleArn } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest, ruleLimitExceeded } from '../errors.ts';
import { checkNewRule } from '../sampling/check-rule.ts';
import { printedRule, type SamplingRuleRecord } from '../sampling/printed-rule.ts';
import { rateBoostOf } from '../sampling/rate-boost.ts';
import { ruleNameOf } from '../sampling/rule-name.ts';
import type { SamplingRules } from '../sampling/sampling-rules.ts';
import { withTags } from '../tags.ts';

const MOST_RULES = 25;

/** @throws ValidationException, InvalidRequestException, RuleLimitExceededException beyond 25 rules beside Default. */
export function createSamplingRule(rules: SamplingRules) {
  return (input: CreateSamplingRuleRequest, tenant: Tenant): { readonly SamplingRuleRecord: SamplingRuleRecord } => {
    const given = input.SamplingRule ?? ({} as Partial<InputRule> as InputRule);
    checkNewRule(given);
    const name = ruleNameOf(given, tenant);
    const tags = withTags({}, input.Tags);
    if (rules.find(tenant, name)) throw invalidRequest('Sampling rule already exists');
    const own = rules.list(tenant).filter(({ rule }) => rule.RuleName !== DEFAULT_RULE);
    if (own.length >= MOST_RULES) throw ruleLimitExceeded(MOST_RULES);
    return { SamplingRuleRecord: printedRule(rules.put(tenant, newRule(given, name, tenant), { tags })) };
  };
}

function newRule(given: InputRule, name: string, { account, region }: Tenant): SamplingRule {
  const { Priority, FixedRate, ReservoirSize, ServiceName, ServiceType, Host, HTTPMethod, URLPath, ResourceARN } = given;
  return {
    RuleName: name,
    RuleARN: samplingRuleArn(account, region, name),
    Priority: Priority ?? 0,
    FixedRate: FixedRate ?? 0,
    ReservoirSize: ReservoirSize ?? 0,
    ServiceName: ServiceName ?? '*',
    ServiceType: ServiceType ?? '*',
    Host: Host ?? '*',
    HTTPMethod: HTTPMethod ?? '*',
    URLPath: URLPath ?? '*',
    ResourceARN: ResourceARN ?? '*',
    Version: 1,
    Attributes: given.Attributes ?? {},
    ...rateBoostOf(given),
  };
}
