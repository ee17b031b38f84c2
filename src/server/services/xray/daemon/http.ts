/**
 * TCP 2000: the two calls that X-Ray SDKs make unsigned through the daemon, `POST /GetSamplingRules` and `POST /SamplingTargets`.
 *
 * Who calls it: the listener of port 2000 and the same door inside a function's environment.
 * AWS page: "AWS X-Ray daemon" (the proxy). The real daemon signs and forwards any path; here only these two are open, since
 * whoever reaches the port needs no key. A browser's page must not reach them either, so anything with an Origin is refused.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AwsError } from '../../../wire/aws-error.ts';
import type { Tenant } from '../../ports.ts';
import { serialization } from '../errors.ts';
import type { SamplingRulesOutput } from '../operations/get-sampling-rules.ts';
import type { SamplingTargetsInput, SamplingTargetsOutput } from '../operations/get-sampling-targets.ts';

const LARGEST_BODY = 1024 * 1024;

export interface SamplingOperations {
  readonly rules: (input: unknown, tenant: Tenant) => SamplingRulesOutput;
  readonly targets: (input: SamplingTargetsInput, tenant: Tenant) => SamplingTargetsOutput;
}

export function daemonHttp(operations: SamplingOperations, tenant: Tenant): RequestListener {
  return (request, response) => {
    answer(operations, tenant, request).then(
      (output) => send(response, 200, output),
      (error: unknown) => sendError(response, error),
    );
  };
}

async function answer(operations: SamplingOperations, tenant: Tenant, request: IncomingMessage): Promise<object> {
  const path = (request.url ?? '/').split('?', 1)[0];
  if (request.headers.origin !== undefined || request.method !== 'POST') throw refused(request);
  if (path === '/GetSamplingRules') return operations.rules(await readJson(request), tenant);
  if (path === '/SamplingTargets') return operations.targets((await readJson(request)) as SamplingTargetsInput, tenant);
  throw refused(request);
}

function refused(request: IncomingMessage): AwsError {
  const text = `${request.method} ${request.url} is not answered here: port 2000 takes unsigned POST /GetSamplingRules and /SamplingTargets.`;
  return new AwsError('AccessDeniedException', text, 403);
}

async function readJson(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) throw serialization(`The body is larger than ${LARGEST_BODY} bytes.`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return checkLists(value);
  } catch {}
  throw serialization('The body is not a JSON object.');
}

/** No schema has checked what comes in here: the members that are read must have their types. */
function checkLists(input: object): object {
  const { SamplingStatisticsDocuments: used, SamplingBoostStatisticsDocuments: boosts } = input as Record<string, unknown>;
  for (const list of [used ?? [], boosts ?? []]) {
    if (!Array.isArray(list)) throw serialization('Expected a list of structures.');
    for (const entry of list) checkDocument(entry);
  }
  return input;
}

function checkDocument(document: unknown): void {
  if (typeof document !== 'object' || document === null) throw serialization('Expected a structure.');
  for (const [member, value] of Object.entries(document)) {
    const expected = /^(RuleName|ServiceName|ClientID)$/.test(member)
      ? 'string'
      : /(Count|Timestamp)$/.test(member)
        ? 'number'
        : '';
    if (expected !== '' && value !== null && typeof value !== expected) throw serialization(`${member} must be a ${expected}.`);
  }
}

/** X-Ray prints times as epoch seconds. */
function send(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  const bytes = Buffer.from(JSON.stringify(epochSeconds(body)));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers });
  response.end(bytes);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof AwsError) send(response, error.statusCode, { Message: error.message }, { 'x-amzn-errortype': error.code });
  else send(response, 500, { message: null }, { 'x-amzn-errortype': 'InternalFailure' });
}

function epochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(epochSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, epochSeconds(entry)]));
}
