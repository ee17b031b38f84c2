/**
 * Writes a status down: on the stack or resource, and as a stack event, together.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../ports.ts';
import type { StackStore, StoredEvent, StoredResource, StoredStack } from '../store.ts';
import { hideSecrets } from './secrets.ts';

export const stackType = 'AWS::CloudFormation::Stack';

/** @param more other members of the stack that change with the status. */
export function setStackStatus(
  store: StackStore,
  tenant: Tenant,
  stackId: string,
  status: string,
  statusReason?: string,
  more: Partial<StoredStack> = {},
): StoredStack {
  return store.transaction(() => {
    // AWS shows when a deletion or the rollback of a creation has begun, not when it has ended.
    const begun = status === 'DELETE_IN_PROGRESS' || status === 'ROLLBACK_IN_PROGRESS' ? { deletionTime: Date.now() } : {};
    const stack = store.change(tenant, stackId, { ...begun, ...more, status, statusReason });
    store.addEvent(tenant, stack, {
      eventId: randomUUID(),
      logicalId: stack.stackName,
      physicalId: stackId,
      type: stackType,
      status,
      statusReason,
      timestamp: store.moment(),
      clientRequestToken: stack.clientRequestToken,
      operationId: stack.operation?.id,
    });
    return stack;
  });
}

/** @param shown properties of the event, when they are not those that the resource has yet. */
export function setResourceStatus(
  store: StackStore,
  tenant: Tenant,
  stack: StoredStack,
  resource: StoredResource,
  status: string,
  statusReason?: string,
  shown?: StoredResource['properties'],
): StoredResource {
  const timestamp = store.moment();
  const changed = { ...resource, status, statusReason, timestamp };
  store.transaction(() => {
    store.putResource(tenant, stack, changed);
    addResourceEvent(store, tenant, stack, changed, shown);
  });
  return changed;
}

/** An event of a resource that is no longer, or not yet, the stack's. */
export function addResourceEvent(
  store: StackStore,
  tenant: Tenant,
  stack: StoredStack,
  resource: StoredResource,
  shown: StoredResource['properties'] | null = resource.properties,
  detailedStatus?: StoredEvent['detailedStatus'],
): void {
  store.addEvent(tenant, stack, {
    eventId: `${resource.logicalId}-${resource.status}-${new Date(resource.timestamp).toISOString()}`,
    logicalId: resource.logicalId,
    physicalId: resource.physicalId ?? '',
    type: resource.type,
    status: resource.status,
    detailedStatus,
    statusReason: resource.statusReason,
    timestamp: resource.timestamp,
    properties: shown === null ? undefined : JSON.stringify(hideSecrets(shown, stack.current.parameters)),
    clientRequestToken: stack.clientRequestToken,
    operationId: stack.operation?.id,
  });
}
