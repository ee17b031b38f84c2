/** The address of a function: `/functions/:name?tab=invocations|configuration|versions`. Used by router.tsx. */
import { textMembers } from '../traces/url.ts';

export interface FunctionSearch {
  /** `invocations` when absent. */
  readonly tab?: string | undefined;
}

export function functionSearch(search: Record<string, unknown>): FunctionSearch {
  return textMembers(search, ['tab']);
}
