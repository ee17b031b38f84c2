/** The parameter that a tag operation names. */
import type { Scope } from '../../store/ports.ts';
import { errors } from './errors.ts';
import type { Ssm, StoredParameter } from './parameter.ts';

/** @throws InvalidResourceType, InvalidResourceId */
export function taggedParameter(ssm: Ssm, scope: Scope, type: string | undefined, id = ''): StoredParameter {
  if (type !== 'Parameter') throw errors.resourceType();
  const parameter = ssm.parameters.find(scope, id);
  if (!parameter) throw errors.resource(id);
  return parameter;
}
