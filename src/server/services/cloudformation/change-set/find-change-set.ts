/** A change set by ARN, or by its name and its stack's. */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import type { StoredChangeSet } from './change-set.ts';

/** @throws ChangeSetNotFound, ValidationError for a stack that is not there. */
export function findChangeSet(
  engine: Engine,
  tenant: Tenant,
  name: string | undefined,
  stackName: string | undefined,
): StoredChangeSet {
  const wanted = name ?? '';
  if (wanted.startsWith('arn:')) {
    const found = engine.store.changeSetById(tenant, wanted);
    if (!found) throw errors.noChangeSet(wanted);
    return found;
  }
  if (!stackName) throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const stack = engine.store.find(tenant, stackName);
  if (!stack || stack.status === 'DELETE_COMPLETE') throw errors.noStack(stackName);
  const found = engine.store.changeSets(tenant, stack).find((changeSet) => changeSet.changeSetName === wanted);
  if (!found) throw errors.noChangeSet(wanted);
  return found;
}
