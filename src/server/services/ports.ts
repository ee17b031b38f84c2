/**
 * The few doors between services. A service never imports another: `services/index.ts` hands it the port it needs.
 */

import type { SampledRequest } from '../../model/sampling-rule.ts';
import type { SegmentDocument } from '../../model/segment-document.ts';
import type { RestApi, RestGatewayResponse, RestMethod, RestModel, RestRequestValidator, RestResource } from './rest-api.ts';
import type { Principal } from './service.ts';

/** Where segments belong: the account and region of whoever sent them. */
export interface Tenant {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

export interface UnprocessedSegment {
  readonly Id: string | undefined;
  readonly ErrorCode: string;
  readonly Message: string;
}

/**
 * A segment document: JSON text as some client wrote it, or a document that the server made itself of something else (an OpenTelemetry
 * span), which needs no checks.
 */
export type SentDocument = string | SegmentDocument;

/** JOURNEY 1 starts here: segment documents come in from the API, UDP 2000, OTLP, and from Lambda and API Gateway themselves. */
export interface SegmentSink {
  /**
   * Validates and stores documents as one batch (one revision of each trace). Resolves once they are durable.
   * @returns one entry per rejected document, in order.
   */
  accept(tenant: Tenant, documents: readonly SentDocument[]): Promise<readonly UnprocessedSegment[]>;
}

/** By the account's X-Ray sampling rules: does API Gateway record a request whose caller has not decided? */
export interface RequestSampler {
  sample(tenant: Tenant, request: SampledRequest): boolean;
}

export interface LogEvent {
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

/** Functions' output and platform lines go through here into CloudWatch Logs; group and stream are made when missing. */
export interface LogSink {
  write(tenant: Tenant, logGroup: string, logStream: string, events: readonly LogEvent[]): Promise<void>;
}

/** One metric's data of one moment: values, or a statistic set. */
export interface MetricData {
  readonly name: string;
  /** Name and value of each. */
  readonly dimensions: readonly (readonly [string, string])[];
  /** Epoch milliseconds. */
  readonly timestamp: number;
  /** CloudWatch's word: `Milliseconds`. `None` unless given. */
  readonly unit?: string | undefined;
  readonly values?: readonly number[] | undefined;
  /** How often each value was seen: once, unless given. */
  readonly counts?: readonly number[] | undefined;
  readonly statistics?:
    | { readonly count: number; readonly sum: number; readonly minimum: number; readonly maximum: number }
    | undefined;
}

/** What functions, Lambda and API Gateway measure goes through here into CloudWatch. */
export interface MetricSink {
  /** Resolves once the data are durable. They are stored as they are: whoever takes them from a client checks them. */
  put(tenant: Tenant, namespace: string, data: readonly MetricData[]): Promise<void>;
}

export interface InvokeRequest {
  readonly tenant: Tenant;
  /** Name, partial ARN or ARN, each with an optional `:qualifier`. */
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  readonly invocationType: 'RequestResponse' | 'Event';
  readonly payload: Uint8Array;
  /** `X-Amzn-Trace-Id` of the caller, unparsed. */
  readonly traceHeader?: string | undefined;
  /** Decoded JSON of `X-Amz-Client-Context`. */
  readonly clientContext?: string | undefined;
  readonly logType?: 'None' | 'Tail' | undefined;
  /** Becomes the function's request id. */
  readonly requestId: string;
}

export interface InvokeResult {
  readonly statusCode: 200 | 202;
  readonly payload: Uint8Array;
  /** What the runtime says that the payload is: of interest when the function streamed it. */
  readonly contentType?: string | undefined;
  /** `Unhandled` when the function failed. */
  readonly functionError?: string | undefined;
  readonly executedVersion: string;
  /** Last 4 KB of the invocation's log, base64, when asked for. */
  readonly logResult?: string | undefined;
  /** `Root=…;Parent=…;Sampled=…` to answer with. */
  readonly traceHeader?: string | undefined;
}

/** How API Gateway, Logs and CloudFormation call a function. Throws AWS errors as the Invoke operation does. */
export interface FunctionInvoker {
  invoke(request: InvokeRequest): Promise<InvokeResult>;
  /** Does the function's resource policy let this principal (`apigateway.amazonaws.com`) invoke it from this source ARN? */
  allows(tenant: Tenant, functionName: string, principal: string, sourceArn: string): boolean;
}

/** An event as a service hands it to EventBridge, which adds id, account, region and time. */
export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: object;
  /** `X-Amzn-Trace-Id` for the targets. */
  readonly traceHeader?: string | undefined;
}

/** Where Lambda sends the results of events, beside other functions. Both reject when there is no such bus or bucket. */
export interface ResultDestinations {
  putEvent(tenant: Tenant, eventBusArn: string, event: ServiceEvent): Promise<void>;
  putObject(tenant: Tenant, bucket: string, key: string, body: Uint8Array): Promise<void>;
}

/** How API Gateway calls AWS services for an API: as their clients do, over HTTP. */
export interface AwsEndpoint {
  /** Of the API port. */
  url(): string;
  /** Authorization of a request to `service` in the tenant's account and region; undefined where signatures are verified. */
  authorization(tenant: Tenant, service: string): string | undefined;
}

/** A request whose signature counts, as it came in. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Uint8Array;
}

/** Who signed a request to an API. Undefined when nobody did; throws AwsError for a key or signature that is not accepted. */
export type IdentifyCaller = (request: SignedRequest) => Principal | undefined;

/** A method of a REST API to be tried as it is, without a deployment. */
export interface MethodTest {
  readonly tenant: Tenant;
  readonly api: RestApi;
  readonly resource: RestResource;
  readonly method: RestMethod;
  readonly models: readonly RestModel[];
  readonly requestValidators: readonly RestRequestValidator[];
  readonly gatewayResponses: readonly RestGatewayResponse[];
  /** As tested: `method` may be for any. */
  readonly httpMethod: string;
  /** Path and query, without a stage. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly sourceIp: string;
}

/** How API Gateway's control plane tries a method: by its data plane. Never rejects; `log` is AWS's execution log. */
export type MethodTester = (test: MethodTest) => Promise<{
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly log: string;
  /** Milliseconds. */
  readonly latency: number;
}>;

/** What Lambda asks of IAM and STS. */
export interface RoleAuthority {
  /** Undefined when there is no such role. */
  role(
    roleArn: string,
  ):
    | { readonly arn: string; readonly trustPolicy: string /** Seconds. */; readonly maxSessionDuration?: number | undefined }
    | undefined;
  /** May `service` (`lambda.amazonaws.com`) assume the role? */
  assumableBy(roleArn: string, service: string): boolean;
  /** Evaluates managed, inline, wildcard, Deny and permissions boundary for `action` on `resource`. */
  allows(roleArn: string, action: string, resource: string): boolean;
  /** Temporary credentials of `assumed-role/ROLE/SESSION`, which the front door then recognises. */
  assume(roleArn: string, sessionName: string, seconds: number): TemporaryCredentials;
}

export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly principalArn: string;
  /** `AROA…:SESSION`. */
  readonly userId: string;
}

/** Temporary credentials of whoever calls, or of a federated user of the account. Offered by IAM to STS. */
export interface SessionIssuer {
  issue(identity: Pick<StoredCredential, 'account' | 'principalArn' | 'userId'>, seconds: number): TemporaryCredentials;
}

/** How the front door learns who signed a call. Unknown keys are the default account; 12-digit key ids are that account. */
export interface CredentialDirectory {
  find(accessKeyId: string): StoredCredential | undefined;
}

export interface StoredCredential {
  readonly account: string;
  readonly principalArn: string;
  readonly userId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  /** Undefined for long-lived keys. */
  readonly expiration: Date | undefined;
}

/** What CloudFormation asks of a service about one resource; properties are resolved, in the template's own form. */
export interface ResourceRequest {
  readonly tenant: Tenant;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Tags of the stack, and `aws:cloudformation:…`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface ResourceState {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name; nested names with dots. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A resource as Cloud Control shows it: its primary identifier, and CloudFormation's properties. */
export interface ReadResource {
  readonly identifier: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Reads the resources of one CloudFormation type, in `services/<id>/resources/readers.ts`. */
export interface ResourceReader {
  /** `AWS::Lambda::Url`. */
  readonly type: string;
  /** Undefined when there is none. */
  read(request: Pick<ResourceRequest, 'tenant' | 'signal'>, identifier: string): Promise<ReadResource | undefined>;
  /** @param model which of them: properties that the type needs for a list. */
  list(
    request: Pick<ResourceRequest, 'tenant' | 'signal'>,
    model: Readonly<Record<string, unknown>>,
  ): Promise<readonly ReadResource[]>;
}

/** One CloudFormation resource type, in `services/<id>/resources/<type>.ts`. */
export interface ResourceProvider {
  /** `AWS::Lambda::Function`. */
  readonly type: string;
  /** Every property that is honoured; a template with another one fails, by name. */
  readonly properties: readonly string[];
  /** Properties whose change replaces the resource. */
  readonly createOnly: readonly string[];
  /** Properties without which nothing is made, in the order of AWS's schema. */
  readonly required?: readonly string[] | undefined;
  /** Throws what the service's own operation throws. */
  create(request: ResourceRequest): Promise<ResourceState>;
  update(
    request: ResourceRequest,
    previous: { readonly physicalId: string; readonly properties: Readonly<Record<string, unknown>> },
  ): Promise<ResourceState>;
  /** A resource that is already gone is no error. */
  delete(request: ResourceRequest, physicalId: string): Promise<void>;
}
