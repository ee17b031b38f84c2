/**
 * CreateApi: an HTTP API; with a Target also its integration, route and `$default` stage ("quick create").
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
import type { CreateApiRequest, CreateApiResponse } from '@aws-sdk/client-apigatewayv2';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { newIntegration } from '../new-integration.ts';
import { newStage } from '../new-stage.ts';
import { checkRoute, corsOf } from '../rules.ts';
import { apiShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';
import { now } from '../store.ts';

/** @throws BadRequestException for an empty name, a WebSocket API, a target that is no function. */
export const createApi =
  (store: HttpApis): Operation<CreateApiRequest, CreateApiResponse> =>
  (input, call) => {
    if (!input.Name) throw errors.emptyName();
    if (input.ProtocolType !== 'HTTP') throw errors.protocol(String(input.ProtocolType));
    const api = {
      id: store.newApiId(),
      name: input.Name,
      description: input.Description,
      version: input.Version,
      createdDate: now(),
      cors: input.CorsConfiguration ? corsOf(input.CorsConfiguration) : undefined,
      disableExecuteApiEndpoint: input.DisableExecuteApiEndpoint ?? false,
      tags: input.Tags ?? {},
    };
    const routeKey = input.RouteKey ?? '$default';
    checkRoute({ RouteKey: routeKey });
    const integration = input.Target
      ? {
          ...newIntegration({
            // A URL is a target too.
            ...(/^https?:/.test(input.Target)
              ? { IntegrationType: 'HTTP_PROXY', PayloadFormatVersion: '1.0' }
              : { IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' }),
            IntegrationUri: input.Target,
            CredentialsArn: input.CredentialsArn,
          }),
          managed: true,
        }
      : undefined;
    store.transaction(() => {
      store.putApi(call, api);
      if (!integration) return;
      store.change(call, api.id, () => {
        store.integrations.put(call, api.id, integration);
        store.routes.put(call, api.id, { id: newId(7), routeKey, integrationId: integration.id, managed: true });
        store.stages.put(call, api.id, { ...newStage('$default'), autoDeploy: true, managed: true });
      });
    });
    return apiShape(api, call.region);
  };
