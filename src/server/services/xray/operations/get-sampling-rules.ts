/**
 * GetSamplingRules: the rules that SDKs sample by, all on one page. A token is ignored, as AWS does.
 *
 * Who calls it: the front door, and SDKs unsigned through port 2000. AWS page: API_GetSamplingRules.
 */
import type { Tenant } from '../../ports.ts';
import { printedRule, type SamplingRuleRecord } from '../sampling/printed-rule.ts';
import type { SamplingRules } from '../sampling/sampling-rules.ts';

export interface SamplingRulesOutput {
  readonly SamplingRuleRecords: readonly SamplingRuleRecord[];
  readonly NextToken: null;
}

export function getSamplingRules(rules: SamplingRules) {
  return (_input: unknown, tenant: Tenant): SamplingRulesOutput => ({
    SamplingRuleRecords: rules.list(tenant).map(printedRule),
    NextToken: null,
  });
}
