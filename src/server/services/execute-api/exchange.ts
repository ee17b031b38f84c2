/**
 * What is known of a request once it has been routed: what the steps behind that hand on.
 */
import type { Principal } from '../service.ts';
import type { ApiRequest } from './api-request.ts';
import type { ServedStage } from './find-stage.ts';
import type { Route } from './routes.ts';
import type { RequestTrace } from './trace-request.ts';

export interface RequestIds {
  /** UUID; `x-amzn-RequestId`. */
  readonly requestId: string;
  /** `x-amz-apigw-id`. */
  readonly extendedRequestId: string;
}

export interface Exchange {
  readonly request: ApiRequest;
  readonly served: ServedStage;
  readonly route: Route;
  readonly ids: RequestIds;
  readonly trace: RequestTrace;
  /** `$context.authorizer`: what the method's authorizer said of the caller. */
  readonly authorizer?: Readonly<Record<string, unknown>> | undefined;
  /** Who signed the request, where the method asks for that. */
  readonly caller?: Principal | undefined;
  /** A method that requires a key got this one. */
  readonly apiKey?: { readonly id: string; readonly value: string } | undefined;
}
