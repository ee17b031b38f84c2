/** Has the back end of a method answer, by the kind of its integration. */
import type { AwsEndpoint, FunctionInvoker } from '../../ports.ts';
import type { RestIntegration } from '../../rest-api.ts';
import type { ApiResponse } from '../api-response.ts';
import type { Exchange } from '../exchange.ts';
import { awsService } from './aws-service.ts';
import { http, httpProxy } from './http.ts';
import type { Report } from './integration-call.ts';
import { lambdaCustom } from './lambda-custom.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { mock } from './mock.ts';

export interface Backends {
  readonly invoker: FunctionInvoker;
  readonly awsEndpoint: AwsEndpoint;
}

/** @param report is told of the call before it begins; never for MOCK. @throws GatewayError */
export async function callIntegration(
  { invoker, awsEndpoint }: Backends,
  exchange: Exchange,
  integration: RestIntegration,
  report: Report,
): Promise<ApiResponse> {
  switch (integration.type) {
    case 'AWS_PROXY':
      return lambdaProxy(invoker, exchange, integration, report);
    case 'AWS':
      return isLambda(integration.uri)
        ? lambdaCustom(invoker, exchange, integration, report)
        : awsService(awsEndpoint, exchange, integration, report);
    case 'HTTP':
      return http(exchange, integration, report);
    case 'HTTP_PROXY':
      return httpProxy(exchange, integration, report);
    case 'MOCK':
      return mock(exchange, integration);
  }
}

const isLambda = (uri = ''): boolean => /:lambda:path\/2015-03-31\/functions\/.+\/invocations$/.test(uri);
