/** ExecuteChangeSet. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { checkUpdatable, startCreation, startUpdate } from '../begin.ts';
import { findChangeSet } from '../change-set/find-change-set.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { liveStack } from '../find-stack.ts';
import { setStackStatus } from '../stack/events.ts';
import { begun } from '../stack/stack-operation.ts';
import type { OnFailure } from '../store.ts';

/** @throws ChangeSetNotFound, InvalidChangeSetStatus. The stack's other change sets are obsolete afterwards. */
export const executeChangeSet =
  (engine: Engine): Operation<ExecuteChangeSetInput, object> =>
  (input, call) => {
    const changeSet = findChangeSet(engine, call, input.ChangeSetName, input.StackName);
    if (changeSet.executionStatus !== 'AVAILABLE') {
      throw errors.changeSetStatus(changeSet.changeSetId, changeSet.status === 'FAILED' ? 'FAILED' : changeSet.executionStatus);
    }
    const stack = liveStack(engine, call, changeSet.stackId);
    const isNew = stack.status === 'REVIEW_IN_PROGRESS';
    if (!isNew) checkUpdatable(stack);
    const { onStackFailure } = changeSet;
    const onFailure: OnFailure =
      input.DisableRollback || onStackFailure === 'DO_NOTHING'
        ? 'DO_NOTHING'
        : onStackFailure === 'DELETE' && isNew
          ? 'DELETE'
          : 'ROLLBACK';
    const more = {
      ...{ onFailure, changeSetId: changeSet.changeSetId, clientRequestToken: input.ClientRequestToken },
      retainExceptOnCreate: input.RetainExceptOnCreate,
    };
    engine.store.transaction(() => {
      for (const other of engine.store.changeSets(call, stack)) {
        const executionStatus = other.changeSetId === changeSet.changeSetId ? 'EXECUTE_COMPLETE' : 'OBSOLETE';
        engine.store.putChangeSet(call, stack, { ...other, executionStatus });
      }
      if (isNew) {
        setStackStatus(engine.store, call, stack.stackId, 'CREATE_IN_PROGRESS', 'User Initiated', {
          ...begun('CREATE_STACK'),
          ...more,
          lastUpdatedTime: Date.now(),
          current: changeSet.content,
        });
      } else startUpdate(engine, call, stack, changeSet.content, more);
    });
    if (isNew) startCreation(engine, call, stack.stackId);
    return {};
  };
