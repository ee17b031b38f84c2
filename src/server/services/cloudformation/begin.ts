/** The first, synchronous step of creating and updating a stack; the rest is a task. Called by operations and nested stacks. */
import { randomUUID } from 'node:crypto';
import type { Tenant } from '../ports.ts';
import type { Engine } from './engine.ts';
import { errors } from './errors.ts';
import { createStack, failCreation } from './stack/create.ts';
import { setStackStatus } from './stack/events.ts';
import { rollbackUpdate } from './stack/rollback.ts';
import { begun } from './stack/stack-operation.ts';
import { updateStack } from './stack/update.ts';
import type { OnFailure, StackContent, StoredStack } from './store.ts';

export function checkStackName(name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) throw errors.stackName(name);
}

export const newStackId = (tenant: Tenant, name: string): string =>
  `arn:aws:cloudformation:${tenant.region}:${tenant.account}:stack/${name}/${randomUUID()}`;

export interface NewStack {
  readonly stackId: string;
  readonly stackName: string;
  readonly content: StackContent;
  readonly onFailure: OnFailure;
  readonly terminationProtection?: boolean | undefined;
  readonly clientRequestToken?: string | undefined;
  readonly parent?: StoredStack | undefined;
  readonly more?: Partial<StoredStack> | undefined;
}

/** @param status CREATE_IN_PROGRESS, or REVIEW_IN_PROGRESS for a change set. */
export function addStack(engine: Engine, tenant: Tenant, input: NewStack, status: string): StoredStack {
  const stack: StoredStack = {
    stackId: input.stackId,
    stackName: input.stackName,
    status,
    creationTime: Date.now(),
    terminationProtection: input.terminationProtection ?? false,
    onFailure: input.onFailure,
    parentId: input.parent?.stackId,
    rootId: input.parent?.rootId ?? input.parent?.stackId,
    clientRequestToken: input.clientRequestToken,
    current: input.content,
    ...(status === 'CREATE_IN_PROGRESS' ? begun('CREATE_STACK') : {}),
    ...input.more,
  };
  return engine.store.transaction(() => {
    engine.store.put(tenant, stack);
    return setStackStatus(engine.store, tenant, stack.stackId, status, 'User Initiated');
  });
}

/** What a task of a new or changed stack begins with. */
export interface Beginning {
  /** TimeoutInMinutes of a creation. */
  readonly minutes?: number | undefined;
  /** Does the template have transforms? CloudFormation says when it has run them. */
  readonly hasTransforms?: boolean | undefined;
  /** Why the transforms have failed, and the stack with them. */
  readonly failure?: string | undefined;
}

export function startCreation(engine: Engine, tenant: Tenant, stackId: string, beginning: Beginning = {}): void {
  const { minutes, failure } = beginning;
  sayTransformed(engine, tenant, stackId, 'CREATE_IN_PROGRESS', beginning);
  engine.tasks.start(stackId, (signal) => {
    if (failure !== undefined) return failCreation(engine, tenant, stackId, `${failure}. `);
    const signals = minutes === undefined ? [signal] : [signal, AbortSignal.timeout(minutes * 60_000)];
    return createStack(engine, tenant, stackId, AbortSignal.any(signals));
  });
}

function sayTransformed(engine: Engine, tenant: Tenant, stackId: string, status: string, beginning: Beginning): void {
  if (!beginning.hasTransforms) return;
  setStackStatus(engine.store, tenant, stackId, status, 'Transformation started');
  if (beginning.failure === undefined) setStackStatus(engine.store, tenant, stackId, status, 'Transformation succeeded');
}

const updatable = [
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
];

/** @throws ValidationError when the stack is in no state to be updated. */
export function checkUpdatable(stack: StoredStack): void {
  if (!updatable.includes(stack.status)) throw errors.state(stack.stackId, stack.status);
}

/** @param more members of the stack that come with the update. */
export function startUpdate(
  engine: Engine,
  tenant: Tenant,
  stack: StoredStack,
  content: StackContent,
  more: Partial<StoredStack>,
  beginning: Beginning = {},
): StoredStack {
  const { store } = engine;
  const { failure } = beginning;
  const started = setStackStatus(store, tenant, stack.stackId, 'UPDATE_IN_PROGRESS', 'User Initiated', {
    ...begun('UPDATE_STACK'),
    ...more,
    current: content,
    // After an update that failed and was left so, rollback still goes to the last good state.
    previous: stack.previous ?? { ...stack.current, resources: store.resources(tenant, stack) },
    lastUpdatedTime: Date.now(),
  });
  sayTransformed(engine, tenant, stack.stackId, 'UPDATE_IN_PROGRESS', beginning);
  engine.tasks.start(stack.stackId, (signal) =>
    failure === undefined
      ? updateStack(engine, tenant, stack.stackId, signal)
      : rollbackUpdate(engine, tenant, stack.stackId, `${failure}. `),
  );
  return started;
}
