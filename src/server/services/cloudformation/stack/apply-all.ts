/** Brings all resources of a stack to what its template says, in parallel, then computes the outputs. */
import { AwsError } from '../../../wire/aws-error.ts';
import type { StackContent } from '../store.ts';
import type { Template } from '../template/template.ts';
import { applyResource, exists, type StackWork } from './apply-resource.ts';
import { desiredOf } from './desired.ts';
import { evaluationOf, resourceLookup } from './evaluation.ts';
import { setResourceStatus } from './events.ts';
import { failIncomplete } from './missing-properties.ts';
import { outputsOf } from './outputs.ts';
import { runGraph } from './run-graph.ts';
import { explained } from './unknown-attribute.ts';

export interface Outcome {
  /** The stack's content, with its outputs. */
  readonly content: StackContent;
  /** Why not; ends with a space when it names resources. */
  readonly failure?: string | undefined;
}

export async function applyAll(work: StackWork): Promise<Outcome> {
  const { engine, tenant, stack } = work;
  const { store } = engine;
  const imported = new Set<string>();
  const lookup = resourceLookup((logicalId) => store.resource(tenant, stack, logicalId));
  const evaluation = evaluationOf(engine, tenant, stack, stack.current, lookup, imported);
  const failed = (failure: string): Outcome => ({ content: stack.current, failure });
  try {
    const desired = desiredOf(stack.current.template, evaluation);
    const incomplete = failIncomplete({ engine, tenant, stack, desired, evaluation });
    if (incomplete !== undefined) return failed(incomplete);
    const before = new Map(store.resources(tenant, stack).map((resource) => [resource.logicalId, exists(resource)]));
    // Those that run when another one fails are told to stop: a custom resource may wait for an hour.
    const abort = new AbortController();
    const signal = AbortSignal.any([work.signal, abort.signal]);
    const run = await runGraph(
      desired.graph,
      (logicalId) =>
        applyResource({ ...work, signal, desired, evaluation }, logicalId).catch((cause: unknown) => {
          abort.abort();
          throw cause;
        }),
      { goOn: false, stop: work.signal },
    );
    if (work.signal.aborted && !engine.tasks.stopping.aborted) return failed(endedEarly(work.signal));
    if (run.failed.length > 0) {
      const created = run.failed.filter((logicalId) => !before.get(logicalId));
      const updated = run.failed.filter((logicalId) => before.get(logicalId));
      return failed(
        [
          created.length > 0 ? `The following resource(s) failed to create: [${created.sort().join(', ')}]. ` : '',
          updated.length > 0 ? `The following resource(s) failed to update: [${updated.sort().join(', ')}]. ` : '',
        ].join(''),
      );
    }
    if (run.notStarted.length > 0) return failed('User Initiated');
    const outputs = outputsOf(engine, tenant, stack, stack.current.template, evaluation);
    return { content: { ...stack.current, outputs, imports: [...imported] } };
  } catch (thrown) {
    const cause = explained(thrown, stack, '/Outputs', outputValues(stack.current.template));
    if (!(cause instanceof AwsError)) throw cause;
    return failed(`${cause.message}. `);
  }
}

const outputValues = (template: Template): unknown =>
  Object.fromEntries(Object.entries(template.Outputs ?? {}).map(([key, { Value }]) => [key, { Value }]));

/** By TimeoutInMinutes, or by CancelUpdateStack. */
const endedEarly = (signal: AbortSignal): string =>
  (signal.reason as Error | undefined)?.name === 'TimeoutError'
    ? 'Stack creation time exceeded the specified timeout. '
    : 'User Initiated';

/** Marks what was in progress when the work ended without it. */
export function markInterrupted(work: StackWork, reason: string): void {
  const { engine, tenant, stack } = work;
  for (const resource of engine.store.resources(tenant, stack)) {
    const verb = /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.exec(resource.status)?.[1];
    if (verb) setResourceStatus(engine.store, tenant, stack, resource, `${verb}_FAILED`, reason);
  }
}
