/** What is known of a request to an HTTP API once it has been routed. */
import type { HttpIntegration } from '../../http-api.ts';
import type { ApiRequest, Pairs } from '../api-request.ts';
import { headerOf } from '../api-request.ts';
import { hopByHop } from '../proxy-event.ts';
import type { HttpAuthorization } from './authorize.ts';
import type { ServedHttpStage } from './find-stage.ts';
import type { HttpRouteMatch } from './routes.ts';

export interface HttpExchange {
  readonly request: ApiRequest;
  readonly served: ServedHttpStage;
  readonly matched: HttpRouteMatch;
  readonly integration: HttpIntegration;
  /** `Apigw-Requestid`. */
  readonly requestId: string;
  /** `X-Amzn-Trace-Id` for the function: the client's, or a new Root. HTTP APIs record no segment. */
  readonly traceHeader: string;
  /** Once the caller is let in. */
  readonly authorization?: HttpAuthorization | undefined;
}

/** As AWS passes the path on: with the stage's name, unless that is `$default`. */
export function eventPath({ stage, path }: ServedHttpStage): string {
  return stage.stageName === '$default' ? path : `/${stage.stageName}${path}`;
}

/** Of the API in AWS, whatever name it was reached by here. */
export function httpDomainName({ api, tenant }: ServedHttpStage): string {
  return `${api.id}.execute-api.${tenant.region}.amazonaws.com`;
}

/** The client's headers and API Gateway's own, without those that end at API Gateway. */
export function eventHeaders({ request, traceHeader }: HttpExchange): Pairs {
  const forwardedFor = headerOf(request, 'x-forwarded-for');
  return [
    ...request.headers.filter(([name]) => !hopByHop.has(name.toLowerCase())),
    ['content-length', String(request.body.length)],
    ['x-amzn-trace-id', traceHeader],
    ['x-forwarded-for', forwardedFor ? `${forwardedFor}, ${request.sourceIp}` : request.sourceIp],
    ['x-forwarded-port', String(request.port)],
    ['x-forwarded-proto', 'http'],
  ];
}

const textTypes = /^(?:text\/.*|application\/(?:json|xml|javascript)|application\/.*\+(?:json|xml))$/;

/** Text types are passed as text, all else as base64; a form is no text type in AWS. */
export function eventBody(request: ApiRequest): { readonly body: string | undefined; readonly isBase64Encoded: boolean } {
  if (request.body.length === 0) return { body: undefined, isBase64Encoded: false };
  const contentType = headerOf(request, 'content-type');
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  const isText = !type || textTypes.test(type) || /;\s*charset=/i.test(contentType ?? '');
  return { body: Buffer.from(request.body).toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}
