/**
 * HTTP_PROXY of HTTP APIs: another HTTP server answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 */
import type { ApiResponse } from '../api-response.ts';
import { withStageVariables } from '../function-invocation.ts';
import type { IntegrationCall, Report } from '../integrations/integration-call.ts';
import { OutboundError, send } from '../integrations/outbound.ts';
import { eventHeaders, type HttpExchange } from './exchange.ts';
import { httpErrors } from './gateway-errors.ts';
import { mapRequest, mapResponse } from './parameter-mapping.ts';

const notForwarded = new Set(['host', 'content-length', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
const notReturned = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/** @throws GatewayError 500 for an address that is none, 503 when the back end does not answer. */
export async function callHttp(exchange: HttpExchange, report: Report): Promise<ApiResponse> {
  const { request, integration, served } = exchange;
  const { protocol, sourceIp } = request;
  const forwarded = `by=${served.api.id};for=${sourceIp};host=${served.api.id}.execute-api.${served.tenant.region}.amazonaws.com;proto=http`;
  const headers = eventHeaders(exchange).filter(([name]) => !notForwarded.has(name.toLowerCase()));
  const mapped = mapRequest(integration.requestParameters, exchange, {
    headers: [...headers, ['Forwarded', forwarded], ['Via', `${protocol} AmazonAPIGateway`]],
    query: request.query,
  });
  const url = urlOf(exchange, mapped.path);
  for (const [name, value] of mapped.query) url.searchParams.append(name, value);
  const method = integration.method === 'ANY' ? request.method : integration.method;
  const call: IntegrationCall = { target: { kind: 'http', url: `${url.origin}${url.pathname}`, method }, startedAt: Date.now() };
  report(call);
  try {
    const answer = await send({
      method,
      url,
      headers: mapped.headers,
      body: request.body.length > 0 ? request.body : undefined,
      timeoutInMillis: integration.timeoutInMillis,
    });
    call.status = answer.statusCode;
    call.contentLength = answer.body.length;
    const kept = answer.headers.filter(([name]) => !notReturned.has(name.toLowerCase()));
    return mapResponse(integration.responseParameters, exchange, { ...answer, headers: kept });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw error.reason === 'request' ? httpErrors.failed(error.message) : httpErrors.timedOut(error.message);
  } finally {
    call.endedAt = Date.now();
  }
}

/** `{name}` of the URI is filled by the path parameter of that name. */
function urlOf({ served, matched, integration }: HttpExchange, path: string | undefined): URL {
  const filled = withStageVariables(integration.uri, served.stage.variables).replace(
    /\{([^{}]+?)\+?\}/g,
    (whole, name: string) =>
      Object.hasOwn(matched.pathParameters, name)
        ? (matched.pathParameters[name] ?? '').split('/').map(encodeURIComponent).join('/')
        : whole,
  );
  if (!URL.canParse(filled)) throw httpErrors.failed(`Invalid endpoint address: ${filled}`);
  const url = new URL(filled);
  if (path !== undefined) url.pathname = path;
  return url;
}
