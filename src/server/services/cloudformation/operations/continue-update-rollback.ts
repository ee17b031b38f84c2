/** ContinueUpdateRollback. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
import type { ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { liveStack } from '../find-stack.ts';
import { setStackStatus } from '../stack/events.ts';
import { rollbackUpdate } from '../stack/rollback.ts';

export const continueUpdateRollback =
  (engine: Engine): Operation<ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput> =>
  (input, call) => {
    const stack = liveStack(engine, call, input.StackName);
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw validationError(`Stack ${stack.stackId} is in ${stack.status} state and can not continue rollback.`);
    }
    const skip = new Set(input.ResourcesToSkip ?? []);
    setStackStatus(engine.store, call, stack.stackId, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', {
      clientRequestToken: input.ClientRequestToken,
    });
    engine.tasks.start(stack.stackId, () => rollbackUpdate(engine, call, stack.stackId, undefined, skip));
    return {};
  };
