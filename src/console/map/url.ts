/** The address of the trace map: `/map?range=…&group=&node=&view=list&live=0`. Used by router.tsx. */
import type { RangeSearch } from '../time/time-range.ts';
import { textMembers } from '../traces/url.ts';

export interface MapSearch extends RangeSearch {
  readonly group?: string | undefined;
  /** Key of the selected node. */
  readonly node?: string | undefined;
  /** `map` when absent. */
  readonly view?: string | undefined;
  readonly live?: string | undefined;
}

export function mapSearch(search: Record<string, unknown>): MapSearch {
  return textMembers(search, ['range', 'from', 'to', 'group', 'node', 'view', 'live']);
}
