/**
 * AWS with a service of ours, by `path/…` or `action/…`: the request goes to the API port as a client's would.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-request-basic-setup.html
 */
import type { AwsEndpoint } from '../../ports.ts';
import type { RestIntegration } from '../../rest-api.ts';
import type { Pairs } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';
import type { Exchange } from '../exchange.ts';
import { withStageVariables } from '../function-invocation.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { integrationRequest } from '../mapping/integration-request.ts';
import { integrationResponse } from '../mapping/integration-response.ts';
import type { IntegrationCall, Report } from './integration-call.ts';
import { OutboundError, type OutboundResponse, send } from './outbound.ts';

/** What names an operation of the services that speak AWS JSON. */
const targetPrefixes: Readonly<Record<string, string>> = {
  ssm: 'AmazonSSM',
  logs: 'Logs_20140328',
  kms: 'TrentService',
  ecr: 'AmazonEC2ContainerRegistry_V20150921',
  events: 'AWSEvents',
  monitoring: 'GraniteServiceVersion20100801',
};

/** The versions of the services that speak Query, which an action does not name. */
const queryVersions: Readonly<Record<string, string>> = { sts: '2011-06-15', iam: '2010-05-08', cloudformation: '2010-05-15' };

/** @throws GatewayError 415, 500 or 504. */
export async function awsService(
  endpoint: AwsEndpoint,
  exchange: Exchange,
  integration: RestIntegration,
  report: Report,
): Promise<ApiResponse> {
  const { tenant, stage } = exchange.served;
  const request = integrationRequest(exchange, integration);
  const uri = withStageVariables(integration.uri ?? '', stage.variables).replace(/\{([^{}]+?)\+?\}/g, (whole, name: string) =>
    Object.hasOwn(request.path, name) ? (request.path[name] ?? '') : whole,
  );
  const [, region = '', service = '', kind = '', rest = ''] =
    /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):([a-z0-9.-]+):(path|action)\/(.*)$/s.exec(uri) ?? [];
  if (kind === '') throw gatewayErrors.configuration(`Integration URI ${uri} names neither a path nor an action`);
  const account = /^arn:aws[a-z-]*:iam::(\d{12}):role\//.exec(integration.credentials ?? '')?.[1] ?? tenant.account;
  const target = kind === 'action' ? targetPrefixes[service] : undefined;
  const [action = '', ...extra] = rest.split('&');
  const url = new URL(kind === 'path' ? `/${rest.replace(/^\/+/, '')}` : '/', endpoint.url());
  // Query services take an action and its parameters as a form.
  const form = kind === 'action' && !target ? new URLSearchParams([`Action=${action}`, ...extra].join('&')) : undefined;
  const version = queryVersions[service];
  if (form && version && !form.has('Version')) form.append('Version', version);
  const isQueried = target !== undefined && request.body.length === 0 && request.querystring.length > 0;
  if (!isQueried) for (const [name, value] of request.querystring) (form ?? url.searchParams).append(name, value);
  const authorization = endpoint.authorization({ account, region }, service);
  if (!authorization)
    throw gatewayErrors.configuration(
      'Integrations with AWS services are not built for --auth sigv4: nothing signs their requests',
    );
  const call: IntegrationCall = {
    target: { kind: 'service', service, operation: kind === 'action' ? action : rest },
    startedAt: Date.now(),
  };
  report(call);
  const isAny = !integration.httpMethod || integration.httpMethod === 'ANY';
  const method = form || isQueried ? 'POST' : isAny ? exchange.request.method : (integration.httpMethod ?? 'POST');
  try {
    // Templates set it by `$context.requestOverride.header`, too.
    const isTargeted = request.header.some(([name]) => name.toLowerCase() === 'x-amz-target');
    const isTyped = !form && request.header.some(([name]) => name.toLowerCase() === 'content-type');
    const type = form ? 'application/x-www-form-urlencoded' : target ? 'application/x-amz-json-1.1' : 'application/json';
    const answer = await send({
      method,
      url,
      headers: [
        ...request.header.filter(([name]) => !/^authorization$/i.test(name) && (!form || !/^content-type$/i.test(name))),
        ...(isTyped ? [] : [['Content-Type', type] as const]),
        ...(target && !isTargeted ? [['X-Amz-Target', `${target}.${action}`] as const] : []),
        ['Authorization', authorization],
      ],
      body: form
        ? Buffer.from(form.toString())
        : isQueried
          ? queriedBody(request.querystring)
          : method === 'GET' || method === 'HEAD'
            ? undefined
            : request.body,
      timeoutInMillis: integration.timeoutInMillis,
    });
    call.status = answer.statusCode;
    call.contentLength = answer.body.length;
    const body = isQueried ? queriedAnswer(action, answer) : answer.body;
    const mapped = { ...answer, body, selection: String(answer.statusCode) };
    return integrationResponse(exchange, integration, mapped, request.overrides);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.reason === 'timeout') throw gatewayErrors.timedOut(error.message);
    throw gatewayErrors.configuration(error.message);
  } finally {
    call.endedAt = Date.now();
  }
}

/** Services that speak JSON take an action's parameters as a query, as in the Query protocol, and answer as that does, in JSON. */
function queriedBody(parameters: Pairs): Buffer {
  const typed = parameters.map(([name, value]) => [name, value === 'true' || value === 'false' ? value === 'true' : value]);
  return Buffer.from(JSON.stringify(Object.fromEntries(typed)));
}

function queriedAnswer(action: string, { statusCode, headers, body }: OutboundResponse): Uint8Array {
  const RequestId = headers.find(([name]) => name.toLowerCase() === 'x-amzn-requestid')?.[1];
  const answer = JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown>;
  if (statusCode < 400) {
    const response = { [`${action}Result`]: answer, ResponseMetadata: { RequestId } };
    return Buffer.from(JSON.stringify({ [`${action}Response`]: response }));
  }
  const Type = statusCode < 500 ? 'Sender' : 'Receiver';
  const Code = String(answer['__type']).replace(/^.*#/, '');
  return Buffer.from(JSON.stringify({ Error: { Type, Code, Message: answer['message'] ?? answer['Message'] }, RequestId }));
}
