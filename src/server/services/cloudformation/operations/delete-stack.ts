/** DeleteStack: of one that is not there, too. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import { deleteStack as deleteResourcesOf } from '../stack/delete.ts';
import { setStackStatus } from '../stack/events.ts';

export const deleteStack =
  (engine: Engine): Operation<DeleteStackInput, object> =>
  (input, call) => {
    const stack = engine.store.find(call, input.StackName ?? '');
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
    if (stack.terminationProtection) throw errors.protected(stack.stackName);
    if (/^UPDATE_.*IN_PROGRESS$/.test(stack.status)) {
      throw validationError(`Stack [${stack.stackId}] cannot be deleted while in status ${stack.status}`);
    }
    const retain = new Set(input.RetainResources ?? []);
    if (retain.size > 0 && stack.status !== 'DELETE_FAILED') {
      throw validationError(
        'Invalid operation on stack. Specify RetainResources only when the stack is in the DELETE_FAILED state.',
      );
    }
    setStackStatus(engine.store, call, stack.stackId, 'DELETE_IN_PROGRESS', 'User Initiated', {
      clientRequestToken: input.ClientRequestToken,
    });
    // A creation that still runs ends first.
    engine.tasks.cancel(stack.stackId);
    engine.tasks.start(stack.stackId, () => deleteResourcesOf(engine, call, stack.stackId, retain));
    return {};
  };
