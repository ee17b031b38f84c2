/**
 * UpdateIndexingRule: keeps and shows the percentage of spans to index; here every trace is indexed whatever it is.
 * AWS page: API_UpdateIndexingRule.
 */
import type { UpdateIndexingRuleRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { invalidRequest, resourceNotFound } from '../errors.ts';
import { INDEXING_RULE, type PrintedIndexingRule, printedIndexingRule } from '../settings/printed-indexing-rule.ts';
import type { Settings } from '../settings/settings.ts';

/** @param now epoch milliseconds. @throws ResourceNotFoundException, InvalidRequestException */
export function updateIndexingRule(settings: Settings, now: () => number) {
  return ({ Name = '', Rule }: UpdateIndexingRuleRequest, tenant: Tenant): { readonly IndexingRule: PrintedIndexingRule } => {
    if (Name !== INDEXING_RULE) throw resourceNotFound(Name);
    const percentage = Rule?.Probabilistic?.DesiredSamplingPercentage;
    if (percentage === undefined) throw invalidRequest('DesiredSamplingPercentage must be provided');
    if (!(percentage >= 0 && percentage <= 100)) throw invalidRequest('DesiredSamplingPercentage must be between 0 and 100');
    const indexing = { percentage, modifiedAt: Math.floor(now() / 1000) };
    settings.change(tenant, { indexing });
    return { IndexingRule: printedIndexingRule(indexing) };
  };
}
