/**
 * Writes a status down: on the stack or resource, and as a stack event, together.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../ports.ts';
import type { StackStore, StoredResource, StoredStack } from '../store.ts';

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
    const stack = store.change(tenant, stackId, { ...more, status, statusReason });
    store.addEvent(tenant, stack, {
      eventId: randomUUID(),
      logicalId: stack.stackName,
      physicalId: stackId,
      type: stackType,
      status,
      statusReason,
      timestamp: Date.now(),
      clientRequestToken: stack.clientRequestToken,
    });
    return stack;
  });
}

export function setResourceStatus(
  store: StackStore,
  tenant: Tenant,
  stack: StoredStack,
  resource: StoredResource,
  status: string,
  statusReason?: string,
): StoredResource {
  const timestamp = Date.now();
  const changed = { ...resource, status, statusReason, timestamp };
  store.transaction(() => {
    store.putResource(tenant, stack, changed);
    addResourceEvent(store, tenant, stack, changed);
  });
  return changed;
}

/** An event of a resource that is no longer, or not yet, the stack's. */
export function addResourceEvent(store: StackStore, tenant: Tenant, stack: StoredStack, resource: StoredResource): void {
  store.addEvent(tenant, stack, {
    eventId: `${resource.logicalId}-${resource.status}-${new Date(resource.timestamp).toISOString()}-${randomUUID().slice(0, 8)}`,
    logicalId: resource.logicalId,
    physicalId: resource.physicalId ?? '',
    type: resource.type,
    status: resource.status,
    statusReason: resource.statusReason,
    timestamp: resource.timestamp,
    properties: resource.status === 'DELETE_COMPLETE' ? undefined : JSON.stringify(resource.properties),
    clientRequestToken: stack.clientRequestToken,
  });
}
