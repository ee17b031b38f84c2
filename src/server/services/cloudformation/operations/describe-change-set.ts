/** DescribeChangeSet. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
import type { Capability, DescribeChangeSetInput, DescribeChangeSetOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { findChangeSet } from '../change-set/find-change-set.ts';
import type { Engine } from '../engine.ts';
import { page } from '../paging.ts';
import { shownParameters } from '../template/parameters.ts';

export const describeChangeSet =
  (engine: Engine): Operation<DescribeChangeSetInput, DescribeChangeSetOutput> =>
  (input, call) => {
    const changeSet = findChangeSet(engine, call, input.ChangeSetName, input.StackName);
    const { content } = changeSet;
    const changes = input.IncludePropertyValues ? changeSet.changes : changeSet.changes.map(withoutValues);
    const { items, NextToken } = page(changes, input.NextToken, 100);
    return {
      ChangeSetName: changeSet.changeSetName,
      ChangeSetId: changeSet.changeSetId,
      StackId: changeSet.stackId,
      StackName: changeSet.stackName,
      Description: changeSet.description,
      Parameters: Object.keys(content.parameters).length > 0 ? shownParameters(content.parameters) : undefined,
      CreationTime: new Date(changeSet.creationTime),
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.statusReason,
      NotificationARNs: [...content.notificationArns],
      RollbackConfiguration: {},
      Capabilities: content.capabilities.length > 0 ? ([...content.capabilities] as Capability[]) : undefined,
      Tags: content.tags.length > 0 ? [...content.tags] : undefined,
      Changes: items,
      NextToken,
      IncludeNestedStacks: false,
      OnStackFailure: changeSet.onStackFailure as DescribeChangeSetOutput['OnStackFailure'],
    };
  };

type Change = NonNullable<DescribeChangeSetOutput['Changes']>[number];

function withoutValues(change: Change): Change {
  const { BeforeContext: _before, AfterContext: _after, Details: details, ...rest } = change.ResourceChange ?? {};
  return {
    ...change,
    ResourceChange: {
      ...rest,
      Details: details?.map((detail) => {
        const { BeforeValue: _was, AfterValue: _is, Path: _path, ...target } = detail.Target ?? {};
        return { ...detail, Target: target };
      }),
    },
  };
}
