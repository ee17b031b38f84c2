/** A stack by name or ARN, as each operation words what is missing. */
import type { Tenant } from '../ports.ts';
import type { Engine } from './engine.ts';
import { errors } from './errors.ts';
import type { StoredStack } from './store.ts';

/** For what reads. @throws ValidationError "Stack with id X does not exist". */
export function stackWithId(engine: Engine, tenant: Tenant, nameOrId: string | undefined): StoredStack {
  const stack = engine.store.find(tenant, nameOrId ?? '');
  if (!stack) throw errors.noStackWithId(nameOrId ?? '');
  return stack;
}

/** For what changes, and for events. @throws ValidationError "Stack [X] does not exist". */
export function liveStack(engine: Engine, tenant: Tenant, nameOrId: string | undefined): StoredStack {
  const stack = engine.store.find(tenant, nameOrId ?? '');
  if (!stack || stack.status === 'DELETE_COMPLETE') throw errors.noStack(nameOrId ?? '');
  return stack;
}

/** A deleted one, by ARN, is in no state to be updated. @throws ValidationError "Stack [X] does not exist". */
export function stackToUpdate(engine: Engine, tenant: Tenant, nameOrId: string | undefined): StoredStack {
  const stack = engine.store.find(tenant, nameOrId ?? '');
  if (!stack) throw errors.noStack(nameOrId ?? '');
  return stack;
}
