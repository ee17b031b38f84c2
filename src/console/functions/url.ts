/** The address of the functions list: `/functions?find=&sort=-LastModified&page=2`. Used by router.tsx. */
import { textMembers } from '../traces/url.ts';

export interface FunctionsSearch {
  /** Part of a name. */
  readonly find?: string | undefined;
  /** Column, with `-` in front for descending. */
  readonly sort?: string | undefined;
  /** From 1; `1` when absent. */
  readonly page?: string | undefined;
}

export function functionsSearch(search: Record<string, unknown>): FunctionsSearch {
  return textMembers(search, ['find', 'sort', 'page']);
}
