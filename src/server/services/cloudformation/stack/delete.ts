/** Deletes a stack with its resources: DELETE_COMPLETE or DELETE_FAILED. Its record stays, to be described by ARN. */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { deleteResources } from './delete-resources.ts';
import { setStackStatus } from './events.ts';
import { importersOf } from './outputs.ts';

export interface DeletionOptions {
  /** Logical ids to leave alone. */
  readonly retain?: ReadonlySet<string> | undefined;
  /** Whether what cannot be deleted is left behind (FORCE_DELETE_STACK). */
  readonly force?: boolean | undefined;
}

export async function deleteStack(
  engine: Engine,
  tenant: Tenant,
  stackId: string,
  { retain = new Set(), force: isForced = false }: DeletionOptions = {},
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
        `Delete canceled. Cannot delete export ${exportName} as it is in use by ${listed(users)}.`,
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
      isForced,
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
    terminationProtection: false,
    changeSetId: undefined,
    previous: undefined,
  });
}

/** `a`, `a and b`, `a, b and c`. */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
