/** Settings of a role that CreateRole and the operations that change it check in the same way. */

import { policyNotAttachable } from './errors.ts';
import { policyExists } from './managed-policy-catalogue.ts';
import { constraint } from './names.ts';
import type { IamStore } from './store.ts';

/** Seconds, 3600 when none is given. */
export function checkSessionDuration(seconds: number | undefined): number {
  if (seconds === undefined) return 3600;
  if (seconds < 3600)
    throw constraint(String(seconds), 'maxSessionDuration', 'Member must have value greater than or equal to 3600');
  if (seconds > 43_200)
    throw constraint(String(seconds), 'maxSessionDuration', 'Member must have value less than or equal to 43200');
  return seconds;
}

export function checkBoundary(store: IamStore, account: string, arn: string | undefined): string | undefined {
  if (arn !== undefined && !policyExists(store, account, arn)) throw policyNotAttachable(arn);
  return arn;
}
