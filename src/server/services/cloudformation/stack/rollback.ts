/**
 * Takes back what a creation or an update that failed has done.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import type { StoredResource, StoredStack } from '../store.ts';
import { exists, isSame, providerOf, requestOf, type StackWork } from './apply-resource.ts';
import { type Doomed, deleteResources, endOfUpdate } from './delete-resources.ts';
import { setResourceStatus, setStackStatus } from './events.ts';
import { failureReason } from './failure-reason.ts';
import { runGraph } from './run-graph.ts';

/** Deletes what a creation has made: ROLLBACK_COMPLETE or ROLLBACK_FAILED. */
export async function rollbackCreation(
  engine: Engine,
  tenant: Tenant,
  stackId: string,
  reason: string | undefined,
): Promise<void> {
  const stack = entered(engine, tenant, stackId, 'ROLLBACK_IN_PROGRESS', reason);
  const work = { engine, tenant, stack, signal: engine.tasks.stopping };
  const doomed = engine.store
    .resources(tenant, stack)
    .filter((resource) => resource.status !== 'DELETE_COMPLETE' && resource.status !== 'DELETE_SKIPPED')
    .map((resource) => ({
      resource,
      policy: afterFailedCreation(stack, resource),
      current: true,
    }));
  const failed = await deleteResources(work, doomed);
  if (engine.tasks.stopping.aborted) return;
  // Nothing is left of the change set that was to make the stack.
  const end = { changeSetId: undefined };
  if (failed.length === 0) setStackStatus(engine.store, tenant, stackId, 'ROLLBACK_COMPLETE', undefined, end);
  else
    setStackStatus(
      engine.store,
      tenant,
      stackId,
      'ROLLBACK_FAILED',
      `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
      end,
    );
}

/** A resource that this very operation has made is kept only if it is retained whatever happens. */
const afterFailedCreation = (stack: StoredStack, { deletionPolicy }: StoredResource): string =>
  stack.retainExceptOnCreate || deletionPolicy === 'RetainExceptOnCreate' ? 'Delete' : deletionPolicy;

/**
 * Brings the resources back to what they were before the update: UPDATE_ROLLBACK_COMPLETE or UPDATE_ROLLBACK_FAILED.
 * @param skip logical ids that are taken as they are (ContinueUpdateRollback's ResourcesToSkip).
 */
export async function rollbackUpdate(
  engine: Engine,
  tenant: Tenant,
  stackId: string,
  reason: string | undefined,
  skip: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { store } = engine;
  const failedContent = entered(engine, tenant, stackId, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const { previous } = failedContent;
  if (!previous) {
    setStackStatus(store, tenant, stackId, 'UPDATE_ROLLBACK_COMPLETE');
    return;
  }
  const { resources: before, ...content } = previous;
  const stack: StoredStack = { ...failedContent, current: content };
  const work: StackWork = { engine, tenant, stack, signal: engine.tasks.stopping };
  const doomed: Doomed[] = [];
  const old = new Map(before.map((resource) => [resource.logicalId, resource]));
  for (const resource of store.resources(tenant, stack)) {
    const was = old.get(resource.logicalId);
    if (!was) doomed.push({ resource, policy: afterFailedCreation(failedContent, resource), current: true, isCleanUp: true });
    else if (was.physicalId !== resource.physicalId) doomed.push({ resource, policy: 'Delete', current: false, isCleanUp: true });
  }
  const graph = new Map(
    before.map((resource) => [resource.logicalId, new Set(resource.dependencies.filter((need) => old.has(need)))]),
  );
  const { failed } = await runGraph(
    graph,
    async (logicalId) => {
      const was = old.get(logicalId);
      if (was) await restore(work, was, skip.has(logicalId));
    },
    { goOn: true },
  );
  if (engine.tasks.stopping.aborted) return;
  if (failed.length > 0) {
    setStackStatus(
      store,
      tenant,
      stackId,
      'UPDATE_ROLLBACK_FAILED',
      `The following resource(s) failed to update: [${failed.join(', ')}]. `,
    );
    return;
  }
  setStackStatus(store, tenant, stackId, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, { current: content });
  const kept = await deleteResources(
    work,
    doomed.filter(({ resource }) => exists(resource)),
  );
  store.transaction(() => {
    for (const { resource, current } of doomed) if (current) store.removeResource(tenant, stack, resource.logicalId);
    setStackStatus(store, tenant, stackId, 'UPDATE_ROLLBACK_COMPLETE', endOfUpdate(kept), {
      previous: undefined,
      stackPolicyDuringUpdate: undefined,
    });
  });
}

/** One resource, back to its earlier properties. A new one that took its place is deleted later. */
async function restore(work: StackWork, was: StoredResource, skip: boolean): Promise<void> {
  const { engine, tenant, stack } = work;
  const now = engine.store.resource(tenant, stack, was.logicalId);
  const untouched = now && isSame([now.properties, now.tags], [was.properties, was.tags]) && !now.status.endsWith('_FAILED');
  const isReplaced = now?.physicalId !== was.physicalId;
  if (!now || (untouched && !isReplaced)) {
    engine.store.putResource(tenant, stack, was);
    return;
  }
  if (skip || isReplaced) {
    setResourceStatus(engine.store, tenant, stack, was, 'UPDATE_COMPLETE');
    return;
  }
  setResourceStatus(engine.store, tenant, stack, now, 'UPDATE_IN_PROGRESS', undefined, was.properties);
  try {
    const state = await providerOf(engine, was.type).update(requestOf(work, was.logicalId, was.properties), {
      physicalId: now.physicalId ?? '',
      properties: now.properties,
    });
    setResourceStatus(engine.store, tenant, stack, { ...was, ...state }, 'UPDATE_COMPLETE');
  } catch (cause) {
    setResourceStatus(engine.store, tenant, stack, now, 'UPDATE_FAILED', failureReason(cause, now.type));
    throw cause;
  }
}

/** The stack in this status; an operation that was asked for the rollback has written it already. */
function entered(engine: Engine, tenant: Tenant, stackId: string, status: string, reason: string | undefined): StoredStack {
  const stack = engine.store.find(tenant, stackId);
  return stack?.status === status ? stack : setStackStatus(engine.store, tenant, stackId, status, reason);
}
