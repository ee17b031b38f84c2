/** DeleteStack: of one that is not there, too. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { CallContext, Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import { deleteStack as deleteResourcesOf } from '../stack/delete.ts';
import { setStackStatus } from '../stack/events.ts';
import { begun } from '../stack/stack-operation.ts';
import type { StoredStack } from '../store.ts';

export const deleteStack =
  (engine: Engine): Operation<DeleteStackInput, object> =>
  (input, call) => {
    const stack = engine.store.find(call, input.StackName ?? '');
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
    if (input.RoleARN !== undefined && !engine.assumable(input.RoleARN)) throw errors.role(input.RoleARN);
    if (stack.terminationProtection) throw errors.protected(stack.stackName);
    if (/^UPDATE_.*IN_PROGRESS$/.test(stack.status)) {
      throw validationError(`Stack [${stack.stackId}] cannot be deleted while in status ${stack.status}`);
    }
    const force = input.DeletionMode === 'FORCE_DELETE_STACK';
    if (force && stack.status !== 'DELETE_FAILED')
      throw validationError(
        `Invalid operation on stack [${stack.stackId}]. Specify DeletionMode FORCE_DELETE_STACK only when the stack is in the DELETE_FAILED state.`,
      );
    const retain = retained(engine, call, stack, input.RetainResources ?? []);
    setStackStatus(engine.store, call, stack.stackId, 'DELETE_IN_PROGRESS', 'User Initiated', {
      ...begun('DELETE_STACK'),
      clientRequestToken: input.ClientRequestToken,
    });
    // A creation that still runs ends first.
    engine.tasks.cancel(stack.stackId);
    engine.tasks.start(stack.stackId, () => deleteResourcesOf(engine, call, stack.stackId, { retain, force }));
    return {};
  };

/** Only what could not be deleted may be left behind. @throws ValidationError. */
function retained(engine: Engine, call: CallContext, stack: StoredStack, names: readonly string[]): ReadonlySet<string> {
  if (names.length > 0 && stack.status !== 'DELETE_FAILED') throw errors.retainWhenFailed(stack.stackId);
  const wrong = names.filter((name) => engine.store.resource(call, stack, name)?.status !== 'DELETE_FAILED');
  if (wrong.length > 0) throw errors.retained(wrong);
  return new Set(names);
}
