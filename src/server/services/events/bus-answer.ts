/** An event bus as ListEventBuses and DescribeEventBus show it. */
import type { EventBus } from '@aws-sdk/client-eventbridge';
import type { Tenant } from '../ports.ts';
import { busArn, type StoredBus } from './store.ts';

/** When EventBridge began, and with it every account's `default`. */
const always = Date.UTC(2019, 6, 11);

export function busAnswer(tenant: Tenant, bus: StoredBus): EventBus {
  const time = new Date(bus.creationTime ?? always);
  return {
    Name: bus.name,
    Arn: busArn(tenant, bus.name),
    ...(bus.description !== undefined && { Description: bus.description }),
    CreationTime: time,
    LastModifiedTime: time,
  };
}
