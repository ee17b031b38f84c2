/**
 * What X-Ray's sampling rules can ask of a request to a stage.
 *
 * Who calls it: `service.ts`, when a stage with tracing has to decide. Host and path are those of the URL that AWS would serve,
 * `https://ID.execute-api.REGION.amazonaws.com/STAGE/PATH`, whichever form the client used; attributes are the request's headers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-configuring-xray-sampling-rules.html
 */
import type { SampledRequest } from '../../../model/sampling-rule.ts';
import type { ApiRequest } from './api-request.ts';
import type { ServedStage } from './find-stage.ts';
import { domainName } from './request-context.ts';
import { stageArn } from './stage-segment.ts';

export function sampledRequest(request: ApiRequest, served: ServedStage): SampledRequest {
  const { api, stage } = served;
  return {
    serviceName: `${api.name}/${stage.stageName}`,
    serviceType: 'AWS::ApiGateway::Stage',
    host: domainName(served),
    httpMethod: request.method,
    urlPath: `/${stage.stageName}${request.address.path}`,
    resourceArn: stageArn(served),
    attributes: Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
  };
}
