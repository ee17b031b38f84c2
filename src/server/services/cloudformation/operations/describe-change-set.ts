/** DescribeChangeSet. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
import type { Capability, DescribeChangeSetInput, DescribeChangeSetOutput, ResourceChange } from '@aws-sdk/client-cloudformation';
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
    const changes = input.IncludePropertyValues
      ? changeSet.changes.filter((one) => !one.isOnlyPossible).map(({ change }) => change)
      : changeSet.changes.map(({ change }) => withoutValues(change));
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
      StatusReason: changeSet.statusReason ?? (input.IncludePropertyValues ? changeSet.warning : undefined),
      NotificationARNs: [...content.notificationArns],
      RollbackConfiguration: {},
      Capabilities: [...content.capabilities] as Capability[],
      Tags: content.tags.length > 0 ? [...content.tags] : undefined,
      Changes: items.map((ResourceChange) => ({ Type: 'Resource' as const, ResourceChange })),
      NextToken,
      IncludeNestedStacks: changeSet.includeNestedStacks ?? false,
      ImportExistingResources: changeSet.importExistingResources,
      OnStackFailure: changeSet.onStackFailure as DescribeChangeSetOutput['OnStackFailure'],
    };
  };

/** A change that another resource causes is then not called a direct one too. */
function withoutValues(change: ResourceChange): ResourceChange {
  const { BeforeContext: _before, AfterContext: _after, Details: details = [], ...rest } = change;
  const caused = new Set(
    details.filter(({ ChangeSource }) => ChangeSource?.startsWith('Resource')).map(({ Target }) => Target?.Name),
  );
  return {
    ...rest,
    Details: details
      .filter(({ ChangeSource, Target }) => ChangeSource !== 'DirectModification' || !caused.has(Target?.Name))
      .map((detail) => {
        const { BeforeValue: _was, AfterValue: _is, Path: _path, AttributeChangeType: _kind, ...target } = detail.Target ?? {};
        return { ...detail, Target: target };
      }),
  };
}
