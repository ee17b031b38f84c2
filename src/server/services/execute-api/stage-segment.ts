/**
 * The segment that a traced stage records of a request, and its subsegment for the call of the function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-using-xray-maps.html
 */
import type { Segment, Subsegment } from '../../../model/segment-document.ts';
import { headerOf } from './api-request.ts';
import type { ApiResponse } from './api-response.ts';
import type { FunctionCall } from './call-function.ts';
import type { Exchange } from './exchange.ts';
import type { ServedStage } from './find-stage.ts';
import { domainName } from './proxy-event.ts';
import type { RecordedTrace } from './trace-request.ts';

export function stageArn(served: ServedStage): string {
  return `arn:aws:apigateway:${served.tenant.region}::/restapis/${served.api.id}/stages/${served.stage.stageName}`;
}

export interface Outcome {
  readonly response: ApiResponse;
  /** Undefined for a MOCK integration, and when the function was not called. */
  readonly call: FunctionCall | undefined;
  /** Why API Gateway answered by itself. */
  readonly cause: string | undefined;
  /** Epoch milliseconds. */
  readonly endedAt: number;
}

export function stageSegment(exchange: Exchange, trace: RecordedTrace, outcome: Outcome): Segment {
  const { request, served, ids } = exchange;
  const { response, call, cause, endedAt } = outcome;
  const { api, stage, tenant } = served;
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
        url: `https://${domainName(served)}/${stage.stageName}${request.address.path}`,
        method: request.method,
        user_agent: headerOf(request, 'user-agent'),
        client_ip: forwardedFor || request.sourceIp,
        x_forwarded_for: true,
      },
      response: { status: response.statusCode, content_length: response.body.length },
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
    ...(call ? { subsegments: [lambdaSubsegment(served, trace, call)] } : {}),
  };
}

function lambdaSubsegment(served: ServedStage, trace: RecordedTrace, call: FunctionCall): Subsegment {
  const [, , , region = served.tenant.region, , , functionName = ''] = call.functionArn.split(':');
  return {
    id: trace.lambdaSubsegmentId,
    name: 'Lambda',
    start_time: call.startedAt / 1000,
    end_time: (call.endedAt ?? call.startedAt) / 1000,
    http: {
      request: {
        url: `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${call.functionArn}/invocations`,
        method: 'POST',
      },
      ...(call.status === undefined ? {} : { response: { status: call.status, content_length: call.contentLength ?? 0 } }),
    },
    aws: { function_name: functionName, region, operation: 'Invoke', resource_names: [functionName] },
    namespace: 'aws',
    ...(call.status === undefined ? { fault: true } : failure(call.status)),
  };
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
