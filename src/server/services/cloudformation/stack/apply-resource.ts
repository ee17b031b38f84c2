/**
 * Brings one resource to what the template says: makes it, changes it, replaces it, or leaves it alone.
 *
 * Who calls it: creation and update of a stack, when all that the resource depends on is there.
 */
import type { ResourceProvider, ResourceRequest, Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import type { StoredResource, StoredStack } from '../store.ts';
import { type Evaluation, resolve } from '../template/intrinsics.ts';
import { type Desired, metadataOf, policiesOf } from './desired.ts';
import { setResourceStatus } from './events.ts';
import { failureReason, ResourceFailure } from './failure-reason.ts';
import { deniedBy, type UpdateAction } from './stack-policy.ts';
import { explained } from './unknown-attribute.ts';

export interface StackWork {
  readonly engine: Engine;
  readonly tenant: Tenant;
  readonly stack: StoredStack;
  readonly signal: AbortSignal;
}

export interface ApplyWork extends StackWork {
  readonly desired: Desired;
  readonly evaluation: Evaluation;
}

/** Statuses of a resource that is there. */
export const exists = (resource: StoredResource): boolean =>
  resource.physicalId !== undefined && resource.status !== 'DELETE_COMPLETE';

/** @throws after the failure has been written down. */
export async function applyResource(work: ApplyWork, logicalId: string): Promise<void> {
  const { engine, tenant, stack, desired, evaluation } = work;
  const declaration = desired.resources.get(logicalId);
  if (!declaration) throw new Error(`${logicalId} is not in the template.`);
  const before = engine.store.resource(tenant, stack, logicalId);
  const present = before && exists(before) ? before : undefined;
  const verb = present ? 'UPDATE' : 'CREATE';
  let resource: StoredResource = {
    logicalId,
    type: declaration.Type,
    status: `${verb}_IN_PROGRESS`,
    timestamp: engine.store.moment(),
    physicalId: present?.physicalId,
    attributes: present?.attributes ?? {},
    properties: present?.properties ?? {},
    tags: stackTags(stack),
    deletionPolicy: 'Delete',
    updateReplacePolicy: 'Delete',
    dependencies: [...(desired.graph.get(logicalId) ?? [])],
    metadata: metadataOf(declaration, evaluation),
  };
  const set = (status: string, reason?: string, shown?: Readonly<Record<string, unknown>>): void =>
    void setResourceStatus(engine.store, tenant, stack, resource, status, reason, shown);
  const allow = (action: UpdateAction): void => {
    const denied = present && deniedByPolicy(stack, action, present);
    if (denied !== undefined) throw new ResourceFailure(denied);
  };
  let properties: Readonly<Record<string, unknown>> = resource.properties;
  try {
    resource = { ...resource, ...policiesOf(declaration, evaluation) };
    properties = (resolve(declaration.Properties ?? {}, evaluation) ?? {}) as Record<string, unknown>;
    const provider = providerOf(engine, declaration.Type);
    refuseUnsupported(provider, properties);
    const request = requestOf(work, logicalId, properties);
    if (present && present.type === resource.type && !replaces(provider, present.properties, properties)) {
      if (isSame(present.properties, properties) && isSame(present.tags, resource.tags) && !present.status.endsWith('_FAILED')) {
        engine.store.putResource(tenant, stack, { ...resource, status: present.status, timestamp: present.timestamp });
        return;
      }
      set('UPDATE_IN_PROGRESS', undefined, properties);
      allow('Update:Modify');
      const state = await provider.update(request, { physicalId: present.physicalId ?? '', properties: present.properties });
      resource = { ...resource, ...state, properties };
      // Only a custom resource's own function decides that.
      if (state.physicalId !== present.physicalId)
        set('UPDATE_IN_PROGRESS', 'Requested update required the provider to create a new physical resource');
      set('UPDATE_COMPLETE');
      return;
    }
    set(`${verb}_IN_PROGRESS`, present && replacement, properties);
    allow('Update:Replace');
    const state = await provider.create(request);
    resource = { ...resource, ...state, properties };
    set(`${verb}_IN_PROGRESS`, 'Resource creation Initiated');
    set(`${verb}_COMPLETE`);
  } catch (cause) {
    const isCancelled = work.signal.aborted && !(cause instanceof ResourceFailure);
    if (cause instanceof ResourceFailure && cause.physicalId !== undefined && !present) {
      resource = { ...resource, physicalId: cause.physicalId, properties };
      set(`${verb}_IN_PROGRESS`, 'Resource creation Initiated');
    }
    set(
      `${verb}_FAILED`,
      isCancelled
        ? `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`
        : failureReason(explained(cause, stack, `/Resources/${logicalId}/Properties`, declaration.Properties), declaration.Type),
      properties,
    );
    throw cause;
  }
}

const replacement = 'Requested update requires the creation of a new physical resource; hence creating one.';

/** AWS's reason when the stack's policy, or the one that stands in for it, does not allow the action. */
export function deniedByPolicy(stack: StoredStack, action: UpdateAction, resource: StoredResource): string | undefined {
  const policy = stack.stackPolicyDuringUpdate ?? stack.stackPolicy;
  return policy === undefined ? undefined : deniedBy(policy, action, resource.logicalId, resource.type);
}

export function requestOf(work: StackWork, logicalId: string, properties: Readonly<Record<string, unknown>>): ResourceRequest {
  const { stack, tenant, signal } = work;
  return {
    tenant,
    stackId: stack.stackId,
    stackName: stack.stackName,
    logicalId,
    properties,
    tags: stackTags(stack),
    signal,
  };
}

/** @throws ResourceFailure for a type that nobody makes. */
export function providerOf(engine: Engine, type: string): ResourceProvider {
  const provider = engine.provider(type);
  if (!provider) throw new ResourceFailure(`The resource type ${type} is not built here.`);
  return provider;
}

export function stackTags(stack: StoredStack): Record<string, string> {
  return Object.fromEntries(stack.current.tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

/** Does the change of these properties need a new resource? */
export function replaces(
  provider: ResourceProvider,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  return provider.createOnly.some((name) => !isSame(before[name], after[name]));
}

/** A type whose properties are `*` takes any. */
function refuseUnsupported(provider: ResourceProvider, properties: Readonly<Record<string, unknown>>): void {
  if (provider.properties.includes('*')) return;
  const unsupported = Object.keys(properties).filter((name) => !provider.properties.includes(name));
  if (unsupported.length > 0) throw new ResourceFailure(`Encountered unsupported property ${unsupported.join(', ')}`);
}

/** Equal as JSON, whatever the order of keys. */
export function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, entry: unknown) =>
      typeof entry === 'object' && entry !== null && !Array.isArray(entry)
        ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
        : entry,
    ) ?? 'undefined'
  );
}
