/** The stages of a usage plan have to be there. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
import type { Scope } from '../../store/ports.ts';
import type { RestUsagePlan } from '../rest-api.ts';
import { errors } from './errors.ts';
import type { ApiGatewayStore } from './store.ts';

/** @param before the stages that it had are not looked at again. @throws NotFoundException, BadRequestException */
export function checkPlanStages(store: ApiGatewayStore, scope: Scope, plan: RestUsagePlan, before?: RestUsagePlan): void {
  for (const { apiId, stage } of plan.apiStages) {
    if (before?.apiStages.some((known) => known.apiId === apiId && known.stage === stage)) continue;
    if (!apiId || !stage) throw errors.noApiStage();
    if (!store.findStage(scope, apiId, stage)) throw errors.apiStage(apiId, stage, plan.id);
  }
}
