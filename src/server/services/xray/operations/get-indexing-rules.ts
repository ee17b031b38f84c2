/** GetIndexingRules: the one that there is. AWS page: API_GetIndexingRules. */
import type { Tenant } from '../../ports.ts';
import { type PrintedIndexingRule, printedIndexingRule } from '../settings/printed-indexing-rule.ts';
import type { Settings } from '../settings/settings.ts';

export interface IndexingRulesOutput {
  readonly IndexingRules: readonly PrintedIndexingRule[];
  readonly NextToken: null;
}

export function getIndexingRules(settings: Settings) {
  return (_input: unknown, tenant: Tenant): IndexingRulesOutput => ({
    IndexingRules: [printedIndexingRule(settings.get(tenant).indexing)],
    NextToken: null,
  });
}
