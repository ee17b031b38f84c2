/** What is kept of event buses and rules, by account and region. */
import type { Target } from '@aws-sdk/client-eventbridge';
import type { Collection, ControlPlane } from '../../store/ports.ts';
import type { Tenant } from '../ports.ts';

export interface StoredBus {
  readonly name: string;
  readonly description: string | undefined;
  /** Epoch milliseconds; undefined for `default`, which is always there. */
  readonly creationTime: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface StoredRule {
  readonly name: string;
  readonly busName: string;
  readonly scheduleExpression: string | undefined;
  /** JSON text, as it came. */
  readonly eventPattern: string | undefined;
  readonly state: 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Where a rate counts from: when the schedule was made, changed or enabled, in epoch milliseconds. */
  readonly anchor: number;
  /** In the order in which they came. */
  readonly targets: readonly StoredTarget[];
}

/** AWS's shape. */
export type StoredTarget = Pick<Target, 'Id' | 'Arn' | 'RoleArn' | 'Input' | 'InputPath' | 'InputTransformer' | 'RetryPolicy'>;

export interface EventsStore {
  /** By name. `default` is there only when it has tags. */
  readonly buses: Collection<StoredBus>;
  /** By `BUS|RULE`; neither name can have a bar. */
  readonly rules: Collection<StoredRule>;
}

export function openEventsStore(controlPlane: ControlPlane): EventsStore {
  return { buses: controlPlane.collection('events.bus'), rules: controlPlane.collection('events.rule') };
}

export const ruleKey = (busName: string, ruleName: string): string => `${busName}|${ruleName}`;

export function ruleArn(tenant: Tenant, { busName, name }: Pick<StoredRule, 'busName' | 'name'>): string {
  const path = busName === 'default' ? name : `${busName}/${name}`;
  return `arn:aws:events:${tenant.region}:${tenant.account}:rule/${path}`;
}

export function busArn(tenant: Tenant, name: string): string {
  return `arn:aws:events:${tenant.region}:${tenant.account}:event-bus/${name}`;
}

export const isEnabled = (rule: Pick<StoredRule, 'state'>): boolean => rule.state !== 'DISABLED';
