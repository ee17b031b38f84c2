/** ContinueUpdateRollback. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
import type { ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import { liveStack } from '../find-stack.ts';
import { setStackStatus } from '../stack/events.ts';
import { rollbackUpdate } from '../stack/rollback.ts';
import { begun } from '../stack/stack-operation.ts';

export const continueUpdateRollback =
  (engine: Engine): Operation<ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput> =>
  (input, call) => {
    const stack = liveStack(engine, call, input.StackName);
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw validationError(`Stack ${stack.stackId} is in ${stack.status} state and can not continue rollback.`);
    }
    if (input.RoleARN !== undefined && !engine.assumable(input.RoleARN)) throw errors.role(input.RoleARN);
    const skip = new Set(input.ResourcesToSkip ?? []);
    const wrong = [...skip].filter((name) => engine.store.resource(call, stack, name)?.status !== 'UPDATE_FAILED');
    if (wrong.length > 0) {
      throw validationError(`The following resource(s) to skip are not in the UPDATE_FAILED state: [${wrong.join(', ')}]`);
    }
    setStackStatus(engine.store, call, stack.stackId, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', {
      ...begun('CONTINUE_ROLLBACK'),
      clientRequestToken: input.ClientRequestToken,
    });
    engine.tasks.start(stack.stackId, () => rollbackUpdate(engine, call, stack.stackId, undefined, skip));
    return {};
  };
