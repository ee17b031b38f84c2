/**
 * Changes the resources of a stack, then deletes what the new template no longer has and what was replaced.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks.html
 */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import type { StoredOutput, StoredResource, StoredStack } from '../store.ts';
import { applyAll } from './apply-all.ts';
import { deniedByPolicy, exists } from './apply-resource.ts';
import { type Doomed, deleteResources, endOfUpdate } from './delete-resources.ts';
import { desiredOf } from './desired.ts';
import { evaluationOf, noResources } from './evaluation.ts';
import { setResourceStatus, setStackStatus } from './events.ts';
import { importersOf } from './outputs.ts';
import { rollbackUpdate } from './rollback.ts';

/** The stack's content is already the new one, and its `previous` what it was. */
export async function updateStack(engine: Engine, tenant: Tenant, stackId: string, signal: AbortSignal): Promise<void> {
  const { store } = engine;
  const stack = store.find(tenant, stackId);
  if (!stack) return;
  const denied = refuseDeniedDeletions(engine, tenant, stack);
  const outcome =
    denied === undefined ? await applyAll({ engine, tenant, stack, signal }) : { content: stack.current, failure: denied };
  const failure = outcome.failure ?? brokenExport(engine, tenant, stack, outcome.content.outputs);
  if (failure !== undefined) {
    if (engine.tasks.stopping.aborted) return;
    if (stack.onFailure === 'DO_NOTHING' && !signal.aborted) setStackStatus(store, tenant, stackId, 'UPDATE_FAILED', failure);
    else await rollbackUpdate(engine, tenant, stackId, failure);
    return;
  }
  const done = setStackStatus(store, tenant, stackId, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, {
    current: outcome.content,
  });
  const kept = await cleanUp(engine, tenant, done);
  if (engine.tasks.stopping.aborted) return;
  setStackStatus(store, tenant, stackId, 'UPDATE_COMPLETE', endOfUpdate(kept), {
    previous: undefined,
    stackPolicyDuringUpdate: undefined,
  });
}

/** Also run again after a restart: deleting what is gone is no error. @returns logical ids of what could not be deleted. */
export async function cleanUp(engine: Engine, tenant: Tenant, stack: StoredStack): Promise<readonly string[]> {
  const { store } = engine;
  const { resources } = desiredOf(stack.current.template, evaluationOf(engine, tenant, stack, stack.current, noResources));
  const current = new Map(store.resources(tenant, stack).map((resource) => [resource.logicalId, resource]));
  const removed = [...current.values()].filter((resource) => !resources.has(resource.logicalId));
  const replaced = (stack.previous?.resources ?? []).filter((was) => {
    const now = current.get(was.logicalId);
    return exists(was) && now && resources.has(was.logicalId) && now.physicalId !== was.physicalId;
  });
  const doomed: Doomed[] = [
    ...removed.map((resource) => ({ resource, policy: keeps(resource.deletionPolicy), current: true, isCleanUp: true })),
    ...replaced.map((resource: StoredResource) => ({
      ...{ resource, policy: keeps(resource.updateReplacePolicy) },
      ...{ current: false, isCleanUp: true },
    })),
  ];
  const work = { engine, tenant, stack, signal: engine.tasks.stopping };
  // AWS ends such an update well: what could not be deleted is left to the user, and the events say so.
  const kept = await deleteResources(work, doomed);
  for (const { logicalId } of removed) store.removeResource(tenant, stack, logicalId);
  return kept;
}

/** What the stack's policy keeps from being deleted fails the update before it begins. @returns why. */
function refuseDeniedDeletions(engine: Engine, tenant: Tenant, stack: StoredStack): string | undefined {
  const { resources } = desiredOf(stack.current.template, evaluationOf(engine, tenant, stack, stack.current, noResources));
  const failed: string[] = [];
  for (const resource of engine.store.resources(tenant, stack)) {
    const reason = resources.has(resource.logicalId) ? undefined : deniedByPolicy(stack, 'Update:Delete', resource);
    if (reason === undefined) continue;
    setResourceStatus(engine.store, tenant, stack, resource, 'UPDATE_FAILED', reason);
    failed.push(resource.logicalId);
  }
  return failed.length > 0 ? `The following resource(s) failed to update: [${failed.join(', ')}]. ` : undefined;
}

const keeps = (policy: string): string => (policy === 'RetainExceptOnCreate' ? 'Retain' : policy);

/** An export that others import may neither disappear nor get another value. @returns why the update fails. */
function brokenExport(engine: Engine, tenant: Tenant, stack: StoredStack, outputs: readonly StoredOutput[]): string | undefined {
  for (const { exportName, value } of stack.previous?.outputs ?? []) {
    if (exportName === undefined) continue;
    const now = outputs.find((output) => output.exportName === exportName);
    if (now?.value === value) continue;
    const users = importersOf(engine, tenant, exportName);
    const what = now ? 'updated' : 'deleted';
    if (users.length > 0) return `Export ${exportName} cannot be ${what} as it is in use by ${users.join(', ')}. `;
  }
  return undefined;
}
