/** The address of a function: `/functions/:name?tab=invocations|configuration|versions&request=`. Used by router.tsx. */
import { textMembers } from '../traces/url.ts';

export interface FunctionSearch {
  /** `invocations` when absent. */
  readonly tab?: string | undefined;
  /** Id of the request whose log is open. */
  readonly request?: string | undefined;
}

export function functionSearch(search: Record<string, unknown>): FunctionSearch {
  return textMembers(search, ['tab', 'request']);
}
