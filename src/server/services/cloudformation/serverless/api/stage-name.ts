/** A stage's name as part of logical ids: a function of the template cannot be, so it is `Stage`. */
import { isIntrinsic } from '../values.ts';

export function stageSuffix(stageName: unknown): string {
  return typeof stageName === 'string' && !isIntrinsic(stageName) ? stageName.replaceAll(/[^a-zA-Z0-9]/g, '') : 'Stage';
}

/** `ApiprodStage`; with a name that is not known `ApiStage`. */
export function stageLogicalId(apiId: string, stageName: unknown): string {
  const suffix = stageSuffix(stageName);
  return suffix === 'Stage' ? `${apiId}Stage` : `${apiId}${suffix}Stage`;
}
