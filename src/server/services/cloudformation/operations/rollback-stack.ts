/** RollbackStack: of a stack whose failure was kept. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
import type { RollbackStackInput, RollbackStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { liveStack } from '../find-stack.ts';
import { setStackStatus } from '../stack/events.ts';
import { rollbackCreation, rollbackUpdate } from '../stack/rollback.ts';
import { begun } from '../stack/stack-operation.ts';

export const rollbackStack =
  (engine: Engine): Operation<RollbackStackInput, RollbackStackOutput> =>
  (input, call) => {
    const { stackId, status } = liveStack(engine, call, input.StackName);
    if (status !== 'CREATE_FAILED' && status !== 'UPDATE_FAILED') {
      throw validationError(`RollbackStack cannot be called from current stack status ${status}`);
    }
    const isCreation = status === 'CREATE_FAILED';
    const { operation } = setStackStatus(
      engine.store,
      call,
      stackId,
      isCreation ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS',
      'User Initiated',
      {
        ...begun('ROLLBACK'),
        clientRequestToken: input.ClientRequestToken,
        retainExceptOnCreate: input.RetainExceptOnCreate,
      },
    );
    engine.tasks.start(stackId, () =>
      isCreation ? rollbackCreation(engine, call, stackId, undefined) : rollbackUpdate(engine, call, stackId, undefined),
    );
    return { StackId: stackId, OperationId: operation?.id };
  };
