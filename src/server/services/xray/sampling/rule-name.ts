/** Which sampling rule a call means: by name or by ARN, never both. AWS pages: SamplingRule, SamplingRuleUpdate, DeleteSamplingRule. */
import { samplingRuleArn } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';

export interface RuleReference {
  readonly RuleName?: string | undefined;
  readonly RuleARN?: string | undefined;
}

/** @throws InvalidRequestException when both or none are given, and for an ARN of something else. */
export function ruleNameOf({ RuleName, RuleARN }: RuleReference, tenant: Tenant): string {
  if (RuleName && RuleARN) throw invalidRequest('Request cannot contain both sampling rule name and sampling rule ARN');
  if (RuleName) return RuleName;
  if (!RuleARN) throw invalidRequest('Request must contain either sampling rule name or sampling rule ARN');
  const name = ruleNameInArn(RuleARN, tenant);
  if (name === undefined) throw invalidRequest('Invalid sampling rule ARN');
  return name;
}

/** @returns undefined when it is no ARN of a rule of this account and region. */
export function ruleNameInArn(arn: string, { account, region }: Tenant): string | undefined {
  const prefix = samplingRuleArn(account, region, '');
  const name = arn.startsWith(prefix) ? arn.slice(prefix.length) : '';
  return name.length > 0 && name.length <= 32 ? name : undefined;
}
