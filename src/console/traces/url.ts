/** The address of the traces list: `/traces?filter=…&group=&range=PT15M|from=&to=&live=0&sort=-start&page=2`. Used by router.tsx. */
import type { RangeSearch } from '../time/time-range.ts';

export interface TracesSearch extends RangeSearch {
  readonly filter?: string | undefined;
  readonly group?: string | undefined;
  /** `0` while paused. */
  readonly live?: string | undefined;
  /** Column, with `-` in front for descending. */
  readonly sort?: string | undefined;
  /** From 1; `1` when absent. */
  readonly page?: string | undefined;
}

export function tracesSearch(search: Record<string, unknown>): TracesSearch {
  return { ...textMembers(search, ['range', 'from', 'to', 'filter', 'group', 'live', 'sort', 'page']) };
}

/** The named members that are text. */
export function textMembers<Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const members: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') members[name] = value;
  }
  return members;
}
