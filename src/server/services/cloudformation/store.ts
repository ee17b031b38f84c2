/** What is kept of stacks, in the control-plane store. A stack is found by `NAME/UUID`, the end of its ARN. */
import type { Tag } from '@aws-sdk/client-cloudformation';
import type { ControlPlane } from '../../store/ports.ts';
import type { Tenant } from '../ports.ts';
import type { StoredChangeSet } from './change-set/change-set.ts';
import type { StackOperation } from './stack/stack-operation.ts';
import type { ParameterValues } from './template/parameters.ts';
import type { Template } from './template/template.ts';

export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

export interface StoredStack {
  readonly stackId: string;
  readonly stackName: string;
  readonly status: string;
  readonly statusReason?: string | undefined;
  /** Epoch milliseconds, as all times here. */
  readonly creationTime: number;
  readonly lastUpdatedTime?: number | undefined;
  readonly deletionTime?: number | undefined;
  readonly terminationProtection: boolean;
  readonly onFailure: OnFailure;
  readonly changeSetId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly rootId?: string | undefined;
  readonly clientRequestToken?: string | undefined;
  /** What was last asked of it; none while it is only in review. */
  readonly operation?: StackOperation | undefined;
  /** JSON. */
  readonly stackPolicy?: string | undefined;
  /** What takes its place during one update. */
  readonly stackPolicyDuringUpdate?: string | undefined;
  readonly timeoutInMinutes?: number | undefined;
  /** Of the operation under way: what it has made goes with its rollback, whatever DeletionPolicy says. */
  readonly retainExceptOnCreate?: boolean | undefined;
  readonly current: StackContent;
  /** What the stack was before an update that has not ended well yet: rollback goes back to it. */
  readonly previous?: (StackContent & { readonly resources: readonly StoredResource[] }) | undefined;
}

/** What an update changes of a stack. */
export interface StackContent {
  /** As uploaded, byte for byte. */
  readonly templateText: string;
  /** After transforms. */
  readonly template: Template;
  readonly parameters: ParameterValues;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly roleArn?: string | undefined;
  readonly outputs: readonly StoredOutput[];
  /** Names of exports of other stacks that this one uses. */
  readonly imports: readonly string[];
}

export interface StoredOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly exportName?: string | undefined;
}

export interface StoredResource {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly statusReason?: string | undefined;
  readonly timestamp: number;
  readonly physicalId?: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Of the stack, when the resource was last made or changed. */
  readonly tags: Readonly<Record<string, string>>;
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
  /** Logical ids that must be there as long as this one. */
  readonly dependencies: readonly string[];
  readonly metadata?: unknown;
}

export interface StoredEvent {
  readonly eventId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly statusReason?: string | undefined;
  readonly timestamp: number;
  readonly detailedStatus?: 'VALIDATION_FAILED' | undefined;
  /** JSON. */
  readonly properties?: string | undefined;
  readonly clientRequestToken?: string | undefined;
  readonly operationId?: string | undefined;
}

export type StackStore = ReturnType<typeof openStackStore>;

export const stackKey = (stack: Pick<StoredStack, 'stackId'>): string => stack.stackId.slice(stack.stackId.indexOf('/') + 1);

export function openStackStore(controlPlane: ControlPlane) {
  const stacks = controlPlane.collection<StoredStack>('stack');
  const resources = controlPlane.collection<StoredResource>('stack-resource');
  const events = controlPlane.collection<StoredEvent>('stack-event');
  const changeSets = controlPlane.collection<StoredChangeSet>('change-set');
  const order = increasing();
  const moment = increasing();

  /** A live stack by name, or any by ARN. */
  function find(tenant: Tenant, nameOrId: string): StoredStack | undefined {
    if (nameOrId.startsWith('arn:')) return stacks.get(tenant, nameOrId.slice(nameOrId.indexOf('/') + 1));
    return stacks.list(tenant, `${nameOrId}/`).find(({ value }) => value.status !== 'DELETE_COMPLETE')?.value;
  }

  return {
    transaction: controlPlane.transaction.bind(controlPlane),
    find,
    stacks: (tenant: Tenant): StoredStack[] => stacks.list(tenant).map((entry) => entry.value),
    everyStack: () => stacks.all().map(({ scope, value }) => ({ tenant: scope, stack: value })),
    put: (tenant: Tenant, stack: StoredStack): void => stacks.put(tenant, stackKey(stack), stack),
    /** Reads, changes and writes the stack. */
    change(tenant: Tenant, stackId: string, change: Partial<StoredStack>): StoredStack {
      const found = find(tenant, stackId);
      if (!found) throw new Error(`The stack ${stackId} is not in the store.`);
      const changed = { ...found, ...change };
      stacks.put(tenant, stackKey(found), changed);
      return changed;
    },
    removeStack(tenant: Tenant, stack: StoredStack): void {
      const key = stackKey(stack);
      for (const collection of [resources, events, changeSets]) {
        for (const { id } of collection.list(tenant, `${key}/`)) collection.delete(tenant, id);
      }
      stacks.delete(tenant, key);
    },
    resource: (tenant: Tenant, stack: StoredStack, logicalId: string) => resources.get(tenant, `${stackKey(stack)}/${logicalId}`),
    resources: (tenant: Tenant, stack: StoredStack): StoredResource[] =>
      resources.list(tenant, `${stackKey(stack)}/`).map((entry) => entry.value),
    /** Of all stacks. */
    everyResource: (tenant: Tenant) => resources.list(tenant).map((entry) => entry.value),
    putResource: (tenant: Tenant, stack: StoredStack, resource: StoredResource): void =>
      resources.put(tenant, `${stackKey(stack)}/${resource.logicalId}`, resource),
    removeResource: (tenant: Tenant, stack: StoredStack, logicalId: string): boolean =>
      resources.delete(tenant, `${stackKey(stack)}/${logicalId}`),
    addEvent: (tenant: Tenant, stack: StoredStack, event: StoredEvent): void =>
      events.put(tenant, `${stackKey(stack)}/${String(order(1000)).padStart(17, '0')}`, event),
    /** When something happens, in epoch milliseconds: no two events have the same, so that clients can sort them. */
    moment: (): number => moment(1),
    /** Newest first. */
    events: (tenant: Tenant, stack: StoredStack): StoredEvent[] =>
      events
        .list(tenant, `${stackKey(stack)}/`)
        .map((entry) => entry.value)
        .reverse(),
    changeSets: (tenant: Tenant, stack: StoredStack): StoredChangeSet[] =>
      changeSets.list(tenant, `${stackKey(stack)}/`).map((entry) => entry.value),
    changeSetById: (tenant: Tenant, changeSetId: string): StoredChangeSet | undefined =>
      changeSets.list(tenant).find(({ value }) => value.changeSetId === changeSetId)?.value,
    putChangeSet: (tenant: Tenant, stack: Pick<StoredStack, 'stackId'>, changeSet: StoredChangeSet): void =>
      changeSets.put(tenant, `${stackKey(stack)}/${changeSet.changeSetName}`, changeSet),
    removeChangeSet: (tenant: Tenant, stack: StoredStack, changeSetName: string): boolean =>
      changeSets.delete(tenant, `${stackKey(stack)}/${changeSetName}`),
  };
}

/** Times in parts of a millisecond, of which no two are the same. */
function increasing(): (partsOfMillisecond: number) => number {
  let last = 0;
  return (parts) => {
    last = Math.max(last + 1, Date.now() * parts);
    return last;
  };
}
