/**
 * A stage's name as part of logical ids, which are letters and digits: another name is replaced by its hash, and one that a function
 * of the template gives is left out. Who calls it: events/api.ts and the resources of APIs.
 */
import { hashedLogicalId } from '../logical-id.ts';

const plain = /^[a-zA-Z0-9]+$/;

/** What a permission's id ends with. */
export function stageSuffix(stageName: unknown): string {
  if (typeof stageName !== 'string') return 'Stage';
  return plain.test(stageName) ? stageName : hashedLogicalId('', stageName);
}

/** `ApiprodStage`; `ApiStage` for a name that is not known, with a hash for one that is no part of an id. */
export function stageLogicalId(apiId: string, stageName: unknown): string {
  if (typeof stageName !== 'string') return `${apiId}Stage`;
  return plain.test(stageName) ? `${apiId}${stageName}Stage` : hashedLogicalId(`${apiId}Stage`, stageName);
}
