/** An event bus as ListEventBuses and DescribeEventBus show it. */
import type { EventBus } from '@aws-sdk/client-eventbridge';
import type { Tenant } from '../ports.ts';
import { busArn, type StoredBus } from './store.ts';

export function busAnswer(tenant: Tenant, bus: StoredBus): EventBus {
  const time = bus.creationTime === undefined ? undefined : new Date(bus.creationTime);
  return {
    Name: bus.name,
    Arn: busArn(tenant, bus.name),
    ...(bus.description !== undefined && { Description: bus.description }),
    ...(time !== undefined && { CreationTime: time, LastModifiedTime: time }),
  };
}
