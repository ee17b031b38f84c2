/** A stored rule in AWS's shape SamplingRuleRecord. */
import type { SamplingRule } from '../../../../model/sampling-rule.ts';
import type { StoredSamplingRule } from './sampling-rules.ts';

export interface SamplingRuleRecord {
  readonly SamplingRule: SamplingRule;
  readonly CreatedAt: Date;
  readonly ModifiedAt: Date;
}

export function printedRule({ rule, createdAt, modifiedAt }: StoredSamplingRule): SamplingRuleRecord {
  return { SamplingRule: rule, CreatedAt: new Date(createdAt * 1000), ModifiedAt: new Date(modifiedAt * 1000) };
}
