/** A function that is traced by OpenTelemetry's SDK for Python and sends by gRPC, where functions have a network of their own. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsVenv } from '../../../scripts/test-clients.mjs';
import { runProgram } from '../../harness/clients.ts';
import { deployFunction, invokeTraced, segmentNamed } from '../../harness/deployed-function.ts';
import { zipFunction } from '../../harness/function-package.ts';
import { isolated } from '../../harness/isolation.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

/** Everything in site-packages that the handler and its exporter do not need. */
const others =
  /^(?!(app\.py|opentelemetry|grpc|google|typing_extensions\.py|opentelemetry_(api|sdk|semantic_conventions|propagator_aws_xray)-.*)$)/;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
});

afterAll(async () => {
  await server?.stop();
});

describe.runIf(isolated)('a function that sends by gRPC', () => {
  it("has its spans below Lambda's Invocation", async () => {
    const python = join(clientsVenv, 'bin', 'python');
    const { stdout } = await runProgram(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
    const zip = zipFunction('otel-python', [stdout.trim()], others);
    await deployFunction(server, 'otel-grpc', zip, { more: ['--memory-size', '512'] });
    const { payload, segments } = await invokeTraced(server, 'otel-grpc', {});
    expect(payload).toEqual({ sent: true });
    expect(segmentNamed(segments, 'Invocation').subsegments).toMatchObject([
      { name: 'app.lambda_handler', subsegments: [{ name: 'work', metadata: { default: { items: 7 } } }] },
    ]);
  });
});
