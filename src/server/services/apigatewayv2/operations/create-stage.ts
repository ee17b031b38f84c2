/**
 * CreateStage: a name under which a deployment is served, or always the API as it is (AutoDeploy).
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html
 */
import type { CreateStageRequest, CreateStageResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { newStage } from '../new-stage.ts';
import { checkStage } from '../rules.ts';
import { stageShape } from '../shapes.ts';
import { stageSettings } from '../stage-settings.ts';
import type { HttpApis } from '../store.ts';

/** @throws ConflictException when the stage is there, BadRequestException, NotFoundException. */
export const createStage =
  (store: HttpApis): Operation<CreateStageRequest, CreateStageResponse> =>
  (input, call) => {
    const { id: apiId } = store.api(call, input.ApiId ?? '');
    const stageName = input.StageName ?? '';
    checkStage({ ...input, StageName: stageName });
    if (input.AutoDeploy && input.DeploymentId) throw errors.autoDeployed();
    if (store.stages.find(call, apiId, stageName)) throw errors.stageExists();
    if (input.DeploymentId) store.deployments.get(call, apiId, input.DeploymentId);
    const stage = {
      ...newStage(stageName),
      ...stageSettings(input),
      deploymentId: input.DeploymentId,
      autoDeploy: input.AutoDeploy ?? false,
      description: input.Description,
      variables: input.StageVariables ?? {},
      tags: input.Tags ?? {},
    };
    const save = () => store.stages.put(call, apiId, stage);
    if (stage.autoDeploy) store.change(call, apiId, save);
    else save();
    return stageShape(store.stages.get(call, apiId, stageName));
  };
