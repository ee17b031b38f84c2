/** The address of a trace: `/traces/ID?span=&tab=timeline|map|logs|raw&find=`. Used by router.tsx. */
import { textMembers } from '../traces/url.ts';

export interface TraceSearch {
  /** Id of the selected segment or subsegment. */
  readonly span?: string | undefined;
  /** `timeline` when absent. */
  readonly tab?: string | undefined;
  /** Text that rows are looked through for. */
  readonly find?: string | undefined;
}

export function traceSearch(search: Record<string, unknown>): TraceSearch {
  return textMembers(search, ['span', 'tab', 'find']);
}
