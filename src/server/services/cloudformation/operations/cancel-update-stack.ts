/** CancelUpdateStack: what runs ends, then the update is taken back. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
import type { CancelUpdateStackInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { liveStack } from '../find-stack.ts';

export const cancelUpdateStack =
  (engine: Engine): Operation<CancelUpdateStackInput, object> =>
  (input, call) => {
    const stack = liveStack(engine, call, input.StackName);
    if (stack.status !== 'UPDATE_IN_PROGRESS') {
      throw validationError('CancelUpdateStack cannot be called from current stack status');
    }
    engine.tasks.cancel(stack.stackId);
    return {};
  };
