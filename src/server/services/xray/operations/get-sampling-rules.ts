/**
 * GetSamplingRules: the rules that SDKs sample by. There is the Default rule; rules of one's own cannot be made yet.
 *
 * Who calls it: the front door, and SDKs unsigned through port 2000. AWS page: API_GetSamplingRules.
 */
import { defaultSamplingRule, type SamplingRule } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';

export interface SamplingRulesOutput {
  readonly SamplingRuleRecords: readonly {
    readonly SamplingRule: SamplingRule;
    readonly CreatedAt: Date;
    readonly ModifiedAt: Date;
  }[];
  readonly NextToken: null;
}

/** AWS prints the Default rule as made and changed at the epoch. */
const EPOCH = new Date(0);

export function getSamplingRules(_input: unknown, { account, region }: Tenant): SamplingRulesOutput {
  const record = { SamplingRule: defaultSamplingRule(account, region), CreatedAt: EPOCH, ModifiedAt: EPOCH };
  return { SamplingRuleRecords: [record], NextToken: null };
}
