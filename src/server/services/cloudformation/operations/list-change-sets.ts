/** ListChangeSets. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { liveStack } from '../find-stack.ts';
import { page } from '../paging.ts';

/** Those that have been executed, or have become obsolete by that, are no longer the stack's. */
const over = ['EXECUTE_COMPLETE', 'OBSOLETE'];

export const listChangeSets =
  (engine: Engine): Operation<ListChangeSetsInput, ListChangeSetsOutput> =>
  (input, call) => {
    const stack = liveStack(engine, call, input.StackName);
    const active = engine.store.changeSets(call, stack).filter(({ executionStatus }) => !over.includes(executionStatus));
    const { items, NextToken } = page(active, input.NextToken, 100);
    return {
      Summaries: items.map((changeSet) => ({
        StackId: changeSet.stackId,
        StackName: changeSet.stackName,
        ChangeSetId: changeSet.changeSetId,
        ChangeSetName: changeSet.changeSetName,
        ExecutionStatus: changeSet.executionStatus,
        Status: changeSet.status,
        StatusReason: changeSet.statusReason,
        CreationTime: new Date(changeSet.creationTime),
        Description: changeSet.description,
        IncludeNestedStacks: changeSet.includeNestedStacks ?? false,
      })),
      NextToken,
    };
  };
