/** The address of the trace map: `/map?range=…&group=&node=&edge=&find=&view=list&content=icons&live=0`. Used by router.tsx. */
import type { RangeSearch } from '../time/time-range.ts';
import { textMembers } from '../traces/url.ts';

export interface MapSearch extends RangeSearch {
  readonly group?: string | undefined;
  /** Key of the selected node. */
  readonly node?: string | undefined;
  /** Key of the selected edge. */
  readonly edge?: string | undefined;
  /** Part of a name: other nodes are dimmed. */
  readonly find?: string | undefined;
  /** `metrics` when absent. */
  readonly content?: string | undefined;
  /** `map` when absent. */
  readonly view?: string | undefined;
  readonly live?: string | undefined;
}

export function mapSearch(search: Record<string, unknown>): MapSearch {
  return textMembers(search, ['range', 'from', 'to', 'group', 'node', 'edge', 'find', 'content', 'view', 'live']);
}
