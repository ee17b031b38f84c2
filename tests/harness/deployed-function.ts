/**
 * Deploys a function with the AWS CLI's own words, invokes it, and reads its trace. For tests of what runs inside a function.
 *
 * Who calls it: tests/clients.
 */
import type { TimedSegment } from '../../src/cli/demo/read-trace.ts';
import { awsCli } from './clients.ts';
import { eventually } from './eventually.ts';
import { zipArgument } from './function-package.ts';
import { trustsLambda } from './function-role.ts';
import { type TestServer, temporaryDirectory } from './server.ts';

export type TracedSegment = TimedSegment & { readonly trace_id?: string; readonly [field: string]: unknown };

const trust = JSON.stringify(trustsLambda);

/** A function with active tracing and a role that allows it. Returns its ARN once it is active. */
export async function deployFunction(
  server: TestServer,
  name: string,
  zip: Uint8Array,
  options: { handler?: string; runtime?: string; more?: readonly string[] } = {},
): Promise<string> {
  const files = temporaryDirectory();
  try {
    const role = `${name}-role`;
    const created = await awsCli(server, 'iam', 'create-role', '--role-name', role, '--assume-role-policy-document', trust);
    for (const policy of ['service-role/AWSLambdaBasicExecutionRole', 'AWSXRayDaemonWriteAccess', 'AWSLambda_ReadOnlyAccess'])
      await awsCli(server, 'iam', 'attach-role-policy', '--role-name', role, '--policy-arn', `arn:aws:iam::aws:policy/${policy}`);
    const { FunctionArn } = (await awsCli(
      server,
      ...['lambda', 'create-function', '--function-name', name, '--role', (created as { Role: { Arn: string } }).Role.Arn],
      ...['--runtime', options.runtime ?? 'python3.11', '--handler', options.handler ?? 'app.lambda_handler'],
      ...['--zip-file', zipArgument(files.path, zip), '--tracing-config', 'Mode=Active', '--timeout', '20'],
      ...(options.more ?? []),
    )) as { FunctionArn: string };
    await awsCli(server, 'lambda', 'wait', 'function-active-v2', '--function-name', name);
    return FunctionArn;
  } finally {
    files.remove();
  }
}

/** Invokes once, and returns the answer with the documents of its trace once Lambda's two segments are there. */
export async function invokeTraced(
  server: TestServer,
  name: string,
  event: unknown,
): Promise<{ payload: unknown; error: string | undefined; segments: TracedSegment[]; traceId: string }> {
  const answer = await fetch(`${server.apiUrl}/2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    body: JSON.stringify(event),
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
    },
  });
  const payload: unknown = await answer.json();
  const traceId = /Root=([^;]+)/i.exec(answer.headers.get('x-amzn-trace-id') ?? '')?.[1];
  if (traceId === undefined)
    throw new Error(`The invocation of ${name} (${answer.status}) names no trace: ${JSON.stringify(payload)}`);
  const segments = await eventually(`the trace ${traceId}`, async () => {
    const { Traces } = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', traceId)) as {
      Traces: { Segments: { Document: string }[] }[];
    };
    const documents = (Traces[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document) as TracedSegment);
    return documents.length >= 2 ? documents : undefined;
  });
  return { payload, error: answer.headers.get('x-amz-function-error') ?? undefined, segments, traceId };
}

/** Every (sub)segment below `segments`, depth first. */
export function everySegment(segments: readonly TracedSegment[]): TracedSegment[] {
  return segments.flatMap((segment) => [segment, ...everySegment((segment.subsegments ?? []) as readonly TracedSegment[])]);
}

/** The one with this name. @throws with the names that there are. */
export function segmentNamed(segments: readonly TracedSegment[], name: string): TracedSegment {
  const found = everySegment(segments).find((segment) => segment.name === name);
  if (found === undefined) {
    const names = everySegment(segments).map((segment) => segment.name);
    throw new Error(`There is no segment "${name}" among ${names.join(', ')}.`);
  }
  return found;
}
