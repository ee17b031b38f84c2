/**
 * CreateDeployment: freezes the API as it is; with `StageName` that stage serves it.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
 */
import type { CreateDeploymentRequest, CreateDeploymentResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { deploymentShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';
import { now } from '../store.ts';

/** @throws BadRequestException for an API without routes, NotFoundException. */
export const createDeployment =
  (store: HttpApis): Operation<CreateDeploymentRequest, CreateDeploymentResponse> =>
  (input, call) => {
    const { id: apiId } = store.api(call, input.ApiId ?? '');
    if (store.routes.list(call, apiId).length === 0) throw errors.deployNothing();
    const stage = input.StageName ? store.stages.get(call, apiId, input.StageName) : undefined;
    return store.transaction(() => {
      const deployment = store.deploy(call, apiId, { autoDeployed: false, description: input.Description });
      if (stage) store.stages.put(call, apiId, { ...stage, deploymentId: deployment.id, lastUpdatedDate: now() });
      return deploymentShape(deployment);
    });
  };
