/** Deletes a stack with its resources: DELETE_COMPLETE or DELETE_FAILED. Its record stays, to be described by ARN. */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { deleteResources } from './delete-resources.ts';
import { setStackStatus } from './events.ts';
import { importersOf } from './outputs.ts';

/** @param retain logical ids to leave alone. */
export async function deleteStack(
  engine: Engine,
  tenant: Tenant,
  stackId: string,
  retain: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { store } = engine;
  const stack = store.find(tenant, stackId);
  if (!stack) return;
  if (stack.status !== 'DELETE_IN_PROGRESS') setStackStatus(store, tenant, stackId, 'DELETE_IN_PROGRESS');
  for (const { exportName } of stack.current.outputs) {
    const users =
      exportName === undefined ? [] : importersOf(engine, tenant, exportName).filter((name) => name !== stack.stackName);
    if (users.length > 0) {
      setStackStatus(
        store,
        tenant,
        stackId,
        'DELETE_FAILED',
        `Export ${exportName} cannot be deleted as it is in use by ${users.join(', ')}`,
      );
      return;
    }
  }
  const doomed = store
    .resources(tenant, stack)
    .filter((resource) => !['DELETE_COMPLETE', 'DELETE_SKIPPED'].includes(resource.status))
    .map((resource) => ({
      resource,
      policy: retain.has(resource.logicalId) || resource.deletionPolicy !== 'Delete' ? 'Retain' : 'Delete',
      current: true,
    }));
  const failed = await deleteResources({ engine, tenant, stack, signal: engine.tasks.stopping }, doomed);
  if (engine.tasks.stopping.aborted) return;
  if (failed.length > 0) {
    setStackStatus(
      store,
      tenant,
      stackId,
      'DELETE_FAILED',
      `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
    );
    return;
  }
  setStackStatus(store, tenant, stackId, 'DELETE_COMPLETE', undefined, {
    deletionTime: Date.now(),
    terminationProtection: false,
    previous: undefined,
  });
}
