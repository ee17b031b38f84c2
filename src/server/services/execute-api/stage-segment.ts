/**
 * The segment that a traced stage records of a request, and its subsegment for the call of the back end.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-using-xray-maps.html
 */
import type { Segment, Subsegment } from '../../../model/segment-document.ts';
import { headerOf } from './api-request.ts';
import type { ApiResponse, GatewayError } from './api-response.ts';
import type { Exchange } from './exchange.ts';
import type { ServedStage } from './find-stage.ts';
import type { IntegrationCall } from './integrations/integration-call.ts';
import { domainName } from './request-context.ts';
import type { RecordedTrace } from './trace-request.ts';

export function stageArn(served: ServedStage): string {
  return `arn:aws:apigateway:${served.tenant.region}::/restapis/${served.api.id}/stages/${served.stage.stageName}`;
}

export interface Outcome {
  readonly response: ApiResponse;
  /** Undefined for a MOCK integration, and when the back end was not called. */
  readonly call: IntegrationCall | undefined;
  /** Why API Gateway answered by itself. */
  readonly error: GatewayError | undefined;
  /** Epoch milliseconds. */
  readonly endedAt: number;
}

export function stageSegment(exchange: Exchange, trace: RecordedTrace, outcome: Outcome): Segment {
  const { request, served, ids } = exchange;
  const { response, call, error, endedAt } = outcome;
  const cause = error?.message;
  const { api, stage, tenant } = served;
  const query = request.queryString === '' ? '' : `?${request.queryString}`;
  const forwardedFor = headerOf(request, 'x-forwarded-for')?.split(',')[0]?.trim();
  return {
    id: trace.segmentId,
    trace_id: trace.traceId,
    ...(trace.parentId ? { parent_id: trace.parentId } : {}),
    name: segmentName(`${api.name}/${stage.stageName}`),
    start_time: request.receivedAt / 1000,
    end_time: endedAt / 1000,
    http: {
      request: {
        url: `https://${domainName(served)}/${stage.stageName}${request.address.path}${query}`,
        method: request.method,
        user_agent: headerOf(request, 'user-agent'),
        client_ip: forwardedFor || request.sourceIp,
        x_forwarded_for: true,
      },
      // AWS's stages never know how long it is.
      response: { status: response.statusCode, content_length: 0 },
    },
    aws: {
      api_gateway: { account_id: tenant.account, rest_api_id: api.id, stage: stage.stageName, request_id: ids.requestId },
    },
    annotations: { 'aws:api_id': api.id, 'aws:api_stage': stage.stageName },
    metadata: { default: { extended_request_id: ids.extendedRequestId, request_id: ids.requestId } },
    origin: 'AWS::ApiGateway::Stage',
    resource_arn: stageArn(served),
    ...failure(response.statusCode),
    ...(cause ? { cause: { exceptions: [{ id: trace.segmentId, message: cause }] } } : {}),
    ...(call ? { subsegments: [callSubsegment(served, trace, call)] } : {}),
  };
}

function callSubsegment(served: ServedStage, trace: RecordedTrace, call: IntegrationCall): Subsegment {
  const answered = answerOf(call);
  return {
    id: trace.callSubsegmentId,
    start_time: call.startedAt / 1000,
    end_time: (call.endedAt ?? call.startedAt) / 1000,
    ...describeTarget(served, call),
    ...(answered ? failure(answered.status) : { fault: true }),
  };
}

/** Of a Lambda proxy integration it is the function's response that is told, not Lambda's. */
function answerOf({ proxied, status, contentLength = 0 }: IntegrationCall) {
  return proxied ?? (status === undefined ? undefined : { status, contentLength });
}

function describeTarget(served: ServedStage, call: IntegrationCall): Pick<Subsegment, 'name' | 'namespace' | 'http' | 'aws'> {
  const { target } = call;
  const answered = answerOf(call);
  const response = answered ? { response: { status: answered.status, content_length: answered.contentLength } } : {};
  switch (target.kind) {
    case 'function': {
      const [, , , region = served.tenant.region, , , functionName = ''] = target.functionArn.split(':');
      const url = `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${target.functionArn}/invocations`;
      return {
        name: 'Lambda',
        namespace: 'aws',
        http: { request: { url, method: 'POST' }, ...response },
        aws: { function_name: functionName, region, operation: 'Invoke', resource_names: [functionName] },
      };
    }
    case 'http': {
      const { url, method } = target;
      return { name: new URL(url).host, namespace: 'remote', http: { request: { url, method }, ...response } };
    }
    case 'service': {
      const { service, operation } = target;
      return {
        name: service,
        namespace: 'aws',
        ...(call.status === undefined ? {} : { http: response }),
        aws: { region: served.tenant.region, operation },
      };
    }
  }
}

function failure(status: number): { readonly error?: true; readonly fault?: true; readonly throttle?: true } {
  if (status >= 500) return { fault: true };
  if (status === 429) return { error: true, throttle: true };
  return status >= 400 ? { error: true } : {};
}

/** APIs may be named with what segments may not: those characters are left out, as X-Ray's SDKs do. */
function segmentName(name: string): string {
  return name.replace(/[^\p{L}\p{N}\p{Z}_.:/%&#=+\\\-@]/gu, '').slice(0, 200);
}
