/** What UpdateFunctionCode, UpdateFunctionConfiguration and PublishVersion check before they touch `$LATEST`. */
import type { CallContext } from '../service.ts';
import { invalidParameter, revisionMismatch } from './errors.ts';
import { findFunction } from './find-function.ts';
import { type FunctionName, parsePlainFunctionName } from './function-name.ts';
import { now, refuseWhileUpdating, shownRevision } from './lifecycle.ts';
import type { LambdaStore, StoredFunction } from './store.ts';

/** @throws InvalidParameterValueException when a version or alias is named: published versions never change. */
export function parseUpdatedName(call: CallContext, text: string): FunctionName {
  const named = parsePlainFunctionName(call, text);
  if (named.qualifier !== undefined && named.qualifier !== '$LATEST') {
    throw invalidParameter(
      `This operation is permitted only on Lambda functions that aren't published versions or aliases: ${text}`,
    );
  }
  return named;
}

/** @throws ResourceNotFoundException, PreconditionFailedException (revision), ResourceConflictException (an update is in progress). */
export function findForUpdate(
  store: LambdaStore,
  call: CallContext,
  named: FunctionName,
  revisionId: string | undefined,
): StoredFunction {
  const found = findFunction(store, call, named);
  if (revisionId !== undefined && revisionId !== shownRevision(found.latest, now())) throw revisionMismatch();
  refuseWhileUpdating(found.latest, now());
  return found;
}
