/**
 * After a restart: stacks that were being worked on go on to an honest end. What was in the middle of being made has failed; the
 * stack is rolled back, or its deletion goes on.
 *
 * Who calls it: `main.ts`, once everything is started.
 */
import type { Tenant } from '../ports.ts';
import type { Engine } from './engine.ts';
import { markInterrupted } from './stack/apply-all.ts';
import { deleteStack } from './stack/delete.ts';
import { endOfUpdate } from './stack/delete-resources.ts';
import { setStackStatus } from './stack/events.ts';
import { rollbackCreation, rollbackUpdate } from './stack/rollback.ts';
import { cleanUp } from './stack/update.ts';
import type { StoredStack } from './store.ts';

const reason = 'The server was stopped while this was in progress';

export function recoverStacks(engine: Engine): void {
  for (const { tenant, stack } of engine.store.everyStack()) {
    if (!stack.status.endsWith('_IN_PROGRESS') || stack.status === 'REVIEW_IN_PROGRESS') continue;
    engine.tasks.start(stack.stackId, async (signal) => {
      markInterrupted({ engine, tenant, stack, signal }, reason);
      await goOn(engine, tenant, stack);
    });
  }
}

async function goOn(engine: Engine, tenant: Tenant, stack: StoredStack): Promise<void> {
  const { stackId } = stack;
  switch (stack.status) {
    case 'CREATE_IN_PROGRESS':
      if (stack.onFailure === 'DO_NOTHING') {
        setStackStatus(engine.store, tenant, stackId, 'CREATE_FAILED', reason);
        return;
      }
      return rollbackCreation(engine, tenant, stackId, `${reason}. Rollback requested by user.`);
    case 'ROLLBACK_IN_PROGRESS':
      return rollbackCreation(engine, tenant, stackId, undefined);
    case 'UPDATE_IN_PROGRESS':
      return rollbackUpdate(engine, tenant, stackId, reason);
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      setStackStatus(engine.store, tenant, stackId, 'UPDATE_COMPLETE', endOfUpdate(await cleanUp(engine, tenant, stack)), {
        previous: undefined,
      });
      return;
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return rollbackUpdate(engine, tenant, stackId, undefined);
    case 'DELETE_IN_PROGRESS':
      return deleteStack(engine, tenant, stackId);
    default:
      throw new Error(`No way on from ${stack.status}.`);
  }
}
