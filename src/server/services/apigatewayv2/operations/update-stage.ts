/** UpdateStage: changes what is given. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
import type { UpdateStageRequest, UpdateStageResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { checkStage } from '../rules.ts';
import { stageShape } from '../shapes.ts';
import { stageSettings } from '../stage-settings.ts';
import type { HttpApis } from '../store.ts';
import { now } from '../store.ts';

/** @throws BadRequestException, NotFoundException. */
export const updateStage =
  (store: HttpApis): Operation<UpdateStageRequest, UpdateStageResponse> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const stage = store.stages.get(call, apiId, input.StageName ?? '');
    checkStage(input);
    const autoDeploy = input.AutoDeploy ?? stage.autoDeploy;
    if (autoDeploy && input.DeploymentId) throw errors.autoDeployed();
    if (input.DeploymentId) store.deployments.get(call, apiId, input.DeploymentId);
    const updated = {
      ...stage,
      ...stageSettings(input),
      autoDeploy,
      deploymentId: input.DeploymentId ?? stage.deploymentId,
      description: input.Description ?? stage.description,
      variables: input.StageVariables ?? stage.variables,
      lastUpdatedDate: now(),
    };
    const save = () => store.stages.put(call, apiId, updated);
    if (autoDeploy && !stage.autoDeploy) store.change(call, apiId, save);
    else save();
    return stageShape(store.stages.get(call, apiId, stage.stageName));
  };
