/** DeleteChangeSet: of one that is not there, too. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
import type { DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../wire/aws-error.ts';
import type { Operation } from '../../service.ts';
import { findChangeSet } from '../change-set/find-change-set.ts';
import type { Engine } from '../engine.ts';
import { liveStack } from '../find-stack.ts';

export const deleteChangeSet =
  (engine: Engine): Operation<DeleteChangeSetInput, object> =>
  (input, call) => {
    try {
      const changeSet = findChangeSet(engine, call, input.ChangeSetName, input.StackName);
      engine.store.removeChangeSet(call, liveStack(engine, call, changeSet.stackId), changeSet.changeSetName);
    } catch (cause) {
      if (!(cause instanceof AwsError) || cause.code !== 'ChangeSetNotFound') throw cause;
    }
    return {};
  };
