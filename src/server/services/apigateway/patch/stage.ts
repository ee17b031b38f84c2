/** What UpdateStage can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch */
import type { RestStage } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import { checkAccessLog, checkCacheSize, checkVariables } from '../stage.ts';
import { patchMethodSetting, stagePaths } from './method-setting.ts';
import type { Patch } from './read-patches.ts';
import { isTrue, without } from './read-patches.ts';

/** @throws BadRequestException; canaries are refused by name. */
export function patchStage(stage: RestStage, patch: Patch): RestStage {
  const { op, parts, path, value = '' } = patch;
  const [field = '', name] = parts;
  if (field === 'variables') return patchVariable(stage, patch);
  if (field === 'accessLogSettings') return patchAccessLog(stage, patch);
  if (path === '/cacheClusterEnabled')
    return { ...stage, cacheClusterSize: isTrue(value) ? (stage.cacheClusterSize ?? '0.5') : undefined };
  if (path === '/cacheClusterSize') {
    checkCacheSize(value);
    return { ...stage, cacheClusterSize: value };
  }
  if (field === 'canarySettings' && op !== 'remove') throw errors.notBuilt('canarySettings');
  if (field === 'clientCertificateId') throw errors.notBuilt(field);
  if (name !== undefined) return patchMethodSetting(stage, patch);
  if (op !== 'replace') throw errors.methodSettingPath(path, stagePaths);
  switch (field) {
    case 'tracingEnabled':
      if (value !== 'true' && value !== 'false') throw errors.patchValue(path, value);
      return { ...stage, tracingEnabled: value === 'true' };
    case 'description':
      return { ...stage, description: value };
    case 'deploymentId':
      return { ...stage, deploymentId: value };
    default:
      throw errors.methodSettingPath(path, stagePaths);
  }
}

function patchVariable(stage: RestStage, { op, parts, path, value = '' }: Patch): RestStage {
  const [, name] = parts;
  if (name === undefined) {
    if (op !== 'remove') throw errors.methodSettingPath(path, stagePaths);
    return { ...stage, variables: {} };
  }
  if (op === 'remove') return { ...stage, variables: without(stage.variables, name) };
  checkVariables({ [name]: value });
  return { ...stage, variables: { ...stage.variables, [name]: value } };
}

/** Single settings can be set, the whole of them removed. */
function patchAccessLog(stage: RestStage, { op, parts, value }: Patch): RestStage {
  const [field, name] = parts;
  if (op === 'remove') {
    if (name !== undefined) throw errors.noMethodSetting(`${field}/${name}`);
    return { ...stage, accessLog: undefined };
  }
  if (name !== 'destinationArn' && name !== 'format') throw errors.accessLogPath();
  if (!value) throw errors.accessLogValue();
  const accessLog = { ...stage.accessLog, [name]: value };
  checkAccessLog(accessLog);
  return { ...stage, accessLog };
}
