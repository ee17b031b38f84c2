/** A stored group in AWS's shape Group, which GroupSummary is too. */
import type { StoredGroup } from './groups.ts';

export interface PrintedGroup {
  readonly GroupName: string;
  readonly GroupARN: string;
  readonly FilterExpression: string | null;
  readonly InsightsConfiguration: StoredGroup['insights'];
}

export function printedGroup({ name, arn, filterExpression, insights }: StoredGroup): PrintedGroup {
  return { GroupName: name, GroupARN: arn, FilterExpression: filterExpression, InsightsConfiguration: insights };
}
