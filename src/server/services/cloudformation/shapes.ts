/** Turns stored records into the shapes that the operations answer with. */
import type * as Aws from '@aws-sdk/client-cloudformation';
import { inHashOrder } from './hash-order.ts';
import type { StoredEvent, StoredResource, StoredStack } from './store.ts';
import { shownParameters } from './template/parameters.ts';

const date = (milliseconds: number | undefined): Date | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds);
const notChecked = { StackDriftStatus: 'NOT_CHECKED' } as const;

/** @param showUrl how a value of an output is shown. */
export function stackShape(stack: StoredStack, showUrl: (value: string) => string): Aws.Stack {
  const deleted = stack.status === 'DELETE_COMPLETE';
  const { current } = stack;
  const outputs = inHashOrder(current.outputs, ({ key }) => key).map((output) => ({
    OutputKey: output.key,
    OutputValue: showUrl(output.value),
    Description: output.description,
    ExportName: output.exportName,
  }));
  const description = current.template.Description;
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    ChangeSetId: stack.changeSetId,
    Description: typeof description === 'string' ? description : undefined,
    Parameters: Object.keys(current.parameters).length > 0 ? shownParameters(current.parameters) : undefined,
    CreationTime: new Date(stack.creationTime),
    DeletionTime: date(stack.deletionTime),
    LastUpdatedTime: date(stack.lastUpdatedTime),
    RollbackConfiguration: {},
    StackStatus: stack.status as Aws.StackStatus,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: [...current.notificationArns],
    Capabilities: current.capabilities.length > 0 ? ([...current.capabilities] as Aws.Capability[]) : undefined,
    Outputs: outputs.length > 0 ? outputs : undefined,
    RoleARN: current.roleArn,
    TimeoutInMinutes: stack.timeoutInMinutes,
    RetainExceptOnCreate: stack.retainExceptOnCreate,
    Tags: [...current.tags],
    EnableTerminationProtection: deleted ? undefined : stack.terminationProtection,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: notChecked,
    LastOperations: lastOperations(stack),
  };
}

const lastOperations = ({ operation }: StoredStack): Aws.OperationEntry[] | undefined =>
  operation && [{ OperationType: operation.type, OperationId: operation.id }];

export function stackSummary(stack: StoredStack): Aws.StackSummary {
  const description = stack.current.template.Description;
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    TemplateDescription: typeof description === 'string' ? description : undefined,
    CreationTime: new Date(stack.creationTime),
    LastUpdatedTime: date(stack.lastUpdatedTime),
    DeletionTime: date(stack.deletionTime),
    StackStatus: stack.status as Aws.StackStatus,
    StackStatusReason: stack.statusReason,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: notChecked,
    LastOperations: lastOperations(stack),
  };
}

export function eventShape(stack: StoredStack, event: StoredEvent): Aws.StackEvent {
  return {
    StackId: stack.stackId,
    EventId: event.eventId,
    OperationId: event.operationId,
    StackName: stack.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.timestamp),
    ResourceStatus: event.status as Aws.ResourceStatus,
    DetailedStatus: event.detailedStatus,
    ResourceStatusReason: event.statusReason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.clientRequestToken,
  };
}

export function resourceShape(stack: StoredStack, resource: StoredResource): Aws.StackResource {
  return {
    StackName: stack.stackName,
    StackId: stack.stackId,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: new Date(resource.timestamp),
    ResourceStatus: resource.status as Aws.ResourceStatus,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

export function resourceSummary(resource: StoredResource): Aws.StackResourceSummary {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    LastUpdatedTimestamp: new Date(resource.timestamp),
    ResourceStatus: resource.status as Aws.ResourceStatus,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}
