/** What UpdateUsagePlan can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch */
import type { RestUsagePlan } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import type { Patch } from './read-patches.ts';
import { without } from './read-patches.ts';

/** Stages are `API:STAGE`. @throws BadRequestException */
export function patchUsagePlan(plan: RestUsagePlan, patch: Patch): RestUsagePlan {
  const { op, parts, path, value = '' } = patch;
  const [field, name] = parts;
  if (field === 'apiStages') return patchStages(plan, patch);
  if (field === 'throttle') {
    if (op === 'remove' && name === undefined) return { ...plan, throttle: undefined };
    if (name !== 'burstLimit' && name !== 'rateLimit') throw errors.patchInvalid(path);
    return { ...plan, throttle: { ...plan.throttle, [name]: op === 'remove' ? undefined : Number(value) } };
  }
  if (field === 'quota') {
    if (op === 'remove' && name === undefined) return { ...plan, quota: undefined };
    if (name !== 'limit' && name !== 'offset' && name !== 'period') throw errors.patchInvalid(path);
    return { ...plan, quota: { ...plan.quota, [name]: name === 'period' ? value : Number(value) } };
  }
  if (path === '/productCode') return { ...plan, productCode: op === 'remove' ? undefined : value };
  if (path === '/description' && op === 'remove') return { ...plan, description: undefined };
  if (op !== 'replace') throw errors.patchUnsupported(path, op);
  if (path === '/name') return { ...plan, name: value };
  if (path === '/description') return { ...plan, description: value };
  throw errors.patchInvalid(path);
}

function patchStages(plan: RestUsagePlan, { op, parts, path, value = '' }: Patch): RestUsagePlan {
  if (parts.length > 1) {
    // `/apiStages/API:STAGE/throttle/PATH~1METHOD/rateLimit`
    const [, key = '', kind, method = '', limit] = parts;
    if (kind !== 'throttle') throw errors.patchInvalid(path);
    const apiStages = plan.apiStages.map((stage) => {
      if (`${stage.apiId}:${stage.stage}` !== key) return stage;
      if (op === 'remove') return { ...stage, throttle: without(stage.throttle, method) };
      if (limit !== 'burstLimit' && limit !== 'rateLimit') throw errors.patchInvalid(path);
      return { ...stage, throttle: { ...stage.throttle, [method]: { ...stage.throttle?.[method], [limit]: Number(value) } } };
    });
    return { ...plan, apiStages };
  }
  const [apiId = '', stage = ''] = value.split(':');
  if (!apiId || !stage) throw errors.noApiStage();
  const others = plan.apiStages.filter((given) => given.apiId !== apiId || given.stage !== stage);
  if (op === 'remove') {
    if (others.length === plan.apiStages.length) throw errors.stageNotInPlan(apiId, stage, plan.id);
    return { ...plan, apiStages: others };
  }
  if (op !== 'add') throw errors.patchUnsupported(path, op);
  return { ...plan, apiStages: [...others, { apiId, stage }] };
}
