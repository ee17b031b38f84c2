/** AWS's shape IndexingRule. There is one in each account and region, and its name is Default. */
import type { XraySettings } from './settings.ts';

export const INDEXING_RULE = 'Default';

export interface PrintedIndexingRule {
  readonly Name: string;
  readonly ModifiedAt: Date;
  readonly Rule: {
    readonly Probabilistic: { readonly DesiredSamplingPercentage: number; readonly ActualSamplingPercentage: number };
  };
}

export function printedIndexingRule({ percentage, modifiedAt }: XraySettings['indexing']): PrintedIndexingRule {
  return {
    Name: INDEXING_RULE,
    ModifiedAt: new Date(modifiedAt * 1000),
    Rule: { Probabilistic: { DesiredSamplingPercentage: percentage, ActualSamplingPercentage: percentage } },
  };
}
