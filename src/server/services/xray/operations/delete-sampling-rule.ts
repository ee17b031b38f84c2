/** DeleteSamplingRule: answers what the rule was. The rule Default cannot be deleted. AWS page: API_DeleteSamplingRule. */
import type { DeleteSamplingRuleRequest } from '@aws-sdk/client-xray';
import { DEFAULT_RULE } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { printedRule, type SamplingRuleRecord } from '../sampling/printed-rule.ts';
import { ruleNameOf } from '../sampling/rule-name.ts';
import type { SamplingRules } from '../sampling/sampling-rules.ts';

/** @throws InvalidRequestException */
export function deleteSamplingRule(rules: SamplingRules) {
  return (input: DeleteSamplingRuleRequest, tenant: Tenant): { readonly SamplingRuleRecord: SamplingRuleRecord } => {
    const name = ruleNameOf(input, tenant);
    if (name === DEFAULT_RULE) throw invalidRequest('The default sampling rule cannot be deleted');
    const stored = rules.find(tenant, name);
    if (stored === undefined) throw invalidRequest('Sampling rule does not exist');
    rules.delete(tenant, name);
    return { SamplingRuleRecord: printedRule(stored) };
  };
}
