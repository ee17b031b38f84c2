/**
 * The rules for stages: names, variables, and what UpdateStage can patch.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch
 */
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import type { RestStage } from '../rest-api.ts';
import { errors } from './errors.ts';

/** @throws BadRequestException */
export function checkStageName(name: string): void {
  if (!/^\w{1,128}$/.test(name)) throw errors.stageName();
}

/** @throws BadRequestException */
export function checkVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables))
    if (!/^\w+$/.test(name) || !/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value)) throw errors.variable(name);
}

const validPaths = ['/deploymentId', '/description', '/tracingEnabled', '/variables', '/variables/{name}'];

/** @throws BadRequestException for what cannot be patched: methods' settings, caches and canaries are not built. */
export function patchStage(stage: RestStage, patch: PatchOperation): RestStage {
  const op = patch.op ?? 'replace';
  const path = patch.path ?? '';
  const value = patch.value ?? '';
  const refused = () => errors.patchPath(path, op, validPaths);
  if (op !== 'replace' && op !== 'add' && op !== 'remove') throw refused();
  const variable = /^\/variables\/([^/]+)$/.exec(path)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
  if (variable !== undefined) {
    const { [variable]: _old, ...others } = stage.variables;
    if (op === 'remove') return { ...stage, variables: others };
    checkVariables({ [variable]: value });
    return { ...stage, variables: { ...others, [variable]: value } };
  }
  if (op === 'remove' && path === '/variables') return { ...stage, variables: {} };
  if (op !== 'replace') throw refused();
  switch (path) {
    case '/tracingEnabled':
      if (value !== 'true' && value !== 'false') throw errors.patchValue(path, value);
      return { ...stage, tracingEnabled: value === 'true' };
    case '/description':
      return { ...stage, description: value };
    case '/deploymentId':
      return { ...stage, deploymentId: value };
    default:
      throw refused();
  }
}
