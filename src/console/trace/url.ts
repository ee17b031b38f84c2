/** The address of a trace: `/traces/ID?span=&tab=`. Used by router.tsx. */
import { textMembers } from '../traces/url.ts';

export interface TraceSearch {
  /** Id of the selected segment or subsegment. */
  readonly span?: string | undefined;
  /** `timeline` when absent. */
  readonly tab?: string | undefined;
}

export function traceSearch(search: Record<string, unknown>): TraceSearch {
  return textMembers(search, ['span', 'tab']);
}
