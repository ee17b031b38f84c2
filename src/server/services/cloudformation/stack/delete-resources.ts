/**
 * Deletes resources of a stack, those that others depend on last, and honours their policies.
 *
 * Who calls it: deletion, rollback, and the clean-up after an update.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
import type { StoredResource } from '../store.ts';
import { reversed } from '../template/dependencies.ts';
import { providerOf, requestOf, type StackWork } from './apply-resource.ts';
import { addResourceEvent } from './events.ts';
import { failureReason } from './failure-reason.ts';
import { runGraph } from './run-graph.ts';

export interface Doomed {
  readonly resource: StoredResource;
  /** `Delete`, or what keeps it. */
  readonly policy: string;
  /** Is it the stack's record, or one that another resource has taken the place of? */
  readonly current: boolean;
  /** Is it only tidied up after an update? Its events then have no properties. */
  readonly isCleanUp?: boolean | undefined;
  /** Does the stack go even if this stays (FORCE_DELETE_STACK)? */
  readonly isForced?: boolean | undefined;
}

/** How an update that has left something behind ends, whether it went forward or was rolled back. @param kept what is left behind. */
export const endOfUpdate = (kept: readonly string[]): string | undefined =>
  kept.length > 0 ? 'Update successful. One or more resources could not be deleted.' : undefined;

/** @returns logical ids of what could not be deleted, after all the rest has been. */
export async function deleteResources(work: StackWork, doomed: readonly Doomed[]): Promise<readonly string[]> {
  const byId = new Map(doomed.map((one) => [one.resource.logicalId, one]));
  const needs = new Map(
    doomed.map(({ resource }) => [
      resource.logicalId,
      new Set(resource.dependencies.filter((need) => byId.has(need) && need !== resource.logicalId)),
    ]),
  );
  const { failed } = await runGraph(
    reversed(needs),
    async (logicalId) => {
      const one = byId.get(logicalId);
      if (one) await deleteOne(work, one);
    },
    { goOn: true },
  );
  return failed;
}

async function deleteOne(work: StackWork, { resource, policy, current, isCleanUp, isForced }: Doomed): Promise<void> {
  const { engine, tenant, stack } = work;
  const set = (status: string, statusReason?: string): void => {
    const changed = { ...resource, status, statusReason, timestamp: engine.store.moment() };
    const shown = isCleanUp ? null : resource.properties;
    engine.store.transaction(() => {
      if (current) engine.store.putResource(tenant, stack, changed);
      addResourceEvent(engine.store, tenant, stack, changed, shown);
    });
  };
  if (policy !== 'Delete') return set('DELETE_SKIPPED');
  if (resource.physicalId === undefined) return set('DELETE_COMPLETE');
  set('DELETE_IN_PROGRESS');
  try {
    // A deletion is not ended by what ended the creation.
    const request = { ...requestOf(work, resource.logicalId, resource.properties), signal: work.signal };
    await providerOf(engine, resource.type).delete(request, resource.physicalId);
    set('DELETE_COMPLETE');
  } catch (cause) {
    set('DELETE_FAILED', failureReason(cause, resource.type));
    if (isForced) return set('DELETE_SKIPPED');
    throw cause;
  }
}
