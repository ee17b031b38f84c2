/**
 * Makes the resources of a new stack, after CreateStack or ExecuteChangeSet has answered.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { applyAll } from './apply-all.ts';
import { deleteStack } from './delete.ts';
import { setStackStatus } from './events.ts';
import { rollbackCreation } from './rollback.ts';

export async function createStack(engine: Engine, tenant: Tenant, stackId: string, signal: AbortSignal): Promise<void> {
  const stack = engine.store.find(tenant, stackId);
  if (!stack) return;
  const outcome = await applyAll({ engine, tenant, stack, signal });
  if (outcome.failure === undefined) {
    setStackStatus(engine.store, tenant, stackId, 'CREATE_COMPLETE', undefined, {
      current: outcome.content,
      previous: undefined,
    });
    return;
  }
  if (engine.tasks.stopping.aborted) return;
  // DeleteStack may come in between: the deletion waits for this to end.
  if (engine.store.find(tenant, stackId)?.status === 'DELETE_IN_PROGRESS') return;
  await failCreation(engine, tenant, stackId, outcome.failure);
}

/** Ends a creation as the caller wished. @param failure why, with a blank at its end. */
export async function failCreation(engine: Engine, tenant: Tenant, stackId: string, failure: string): Promise<void> {
  const onFailure = engine.store.find(tenant, stackId)?.onFailure;
  if (onFailure === 'DO_NOTHING') {
    setStackStatus(engine.store, tenant, stackId, 'CREATE_FAILED', failure);
  } else if (onFailure === 'DELETE') {
    setStackStatus(engine.store, tenant, stackId, 'DELETE_IN_PROGRESS', `${failure}Delete requested by user.`);
    await deleteStack(engine, tenant, stackId);
  } else await rollbackCreation(engine, tenant, stackId, `${failure}Rollback requested by user.`);
}
