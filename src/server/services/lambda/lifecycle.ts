/**
 * Function states (Lambda developer guide, "Lambda function states"). A new function is `Pending` and an update `InProgress` for a
 * short time; the time is real but short, so that scripts that wait are exercised and those that use a waiter lose nothing. As AWS
 * does, a further change is refused while an update is in progress. A new function can be used at once, for its invocations wait until
 * its code is extracted: scripts that forget to wait for `Active` work.
 */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { updateInProgress } from './errors.ts';
import { isBeingPrepared } from './runtimes/preparation.ts';
import type { StoredVersion } from './store.ts';

/** Milliseconds. The code has been checked and kept by then: at most the runtime is left to be installed. */
export const settlingTime = 100;

/** Clock of this service, in epoch milliseconds. */
export function now(): number {
  return Date.now();
}

export function isSettling(version: StoredVersion, at: number): boolean {
  return at < version.settlesAt || isBeingPrepared(version);
}

/** The version as of now: `state` and `lastUpdateStatus` filled in. */
export function asOf(version: StoredVersion, at: number): StoredVersion {
  if (!isSettling(version, at)) return version;
  return version.settling === 'create'
    ? { ...version, state: 'Pending', lastUpdateStatus: undefined }
    : { ...version, lastUpdateStatus: 'InProgress' };
}

/** The members of FunctionConfiguration that speak of the state. */
export function stateMembers(version: StoredVersion, at: number): Partial<FunctionConfiguration> {
  const { state, lastUpdateStatus } = asOf(version, at);
  const reason = 'The function is being created.';
  return {
    State: state,
    ...(state === 'Pending' && { StateReason: reason, StateReasonCode: 'Creating' as const }),
    ...(lastUpdateStatus !== undefined && { LastUpdateStatus: lastUpdateStatus }),
    ...(lastUpdateStatus === 'InProgress' && {
      LastUpdateStatusReason: reason,
      // In AWS's answers, though its model does not list it.
      LastUpdateStatusReasonCode: 'Creating' as 'EniLimitExceeded',
    }),
  };
}

/** What clients see as RevisionId: it changes with every write, and once more when the write has settled. */
export function shownRevision(version: StoredVersion, at: number): string {
  return isSettling(version, at) ? version.revisionId : (version.settledRevisionId ?? version.revisionId);
}

/** @throws ResourceConflictException while the function is being updated. */
export function refuseWhileUpdating(version: StoredVersion, at: number): void {
  if (version.settling === 'update' && isSettling(version, at)) throw updateInProgress(version.functionArn);
}
