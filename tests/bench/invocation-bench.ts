/** Cold and warm invocations, split into their parts: a handler that imports nothing, and the hello world with Powertools. */
import { packageHelloWorld } from '../../src/cli/demo/package-function.ts';
import { zipFiles } from '../harness/function-package.ts';
import { trustsLambda } from '../harness/function-role.ts';
import { cacheDir, startTestServer, type TestServer } from '../harness/server.ts';
import { heading, line, milliseconds, restCall, timeCalls } from './measure.ts';

const trust = JSON.stringify(trustsLambda);

async function iam(apiUrl: string, parameters: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(apiUrl, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString(),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The role that `deploy` gives. */
export function createBenchRole(server: TestServer): Promise<void> {
  return iam(server.apiUrl, { Action: 'CreateRole', RoleName: 'bench', AssumeRolePolicyDocument: trust });
}

export async function deploy(
  server: TestServer,
  name: string,
  runtime: string,
  files: Readonly<Record<string, string>> | Uint8Array,
  handler: string,
): Promise<void> {
  await restCall(server.apiUrl, 'lambda', '/2015-03-31/functions', {
    FunctionName: name,
    Runtime: runtime,
    Role: 'arn:aws:iam::000000000000:role/bench',
    Handler: handler,
    Code: { ZipFile: Buffer.from(files instanceof Uint8Array ? files : zipFiles(files)).toString('base64') },
  });
  await settle(server, name);
}

async function settle(server: TestServer, name: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${server.apiUrl}/2015-03-31/functions/${name}/configuration`, {
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
      },
    });
    const { State, LastUpdateStatus } = (await answer.json()) as { State: string; LastUpdateStatus?: string };
    if (State === 'Active' && LastUpdateStatus !== 'InProgress') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function benchInvocations(): Promise<void> {
  heading('Invocations');
  const server = await startTestServer();
  line('sandbox', JSON.stringify((server as unknown as { sandbox: unknown }).sandbox));
  await createBenchRole(server);
  const invoke = (name: string) => restCall(server.apiUrl, 'lambda', `/2015-03-31/functions/${name}/invocations`, '{}');
  const hello = await packageHelloWorld(cacheDir, (text) => process.stderr.write(`${text}\n`));
  if (hello.missing) line('powertools', `left out: ${hello.missing}`);
  const functions = [
    ['python', 'python3.11', { 'app.py': 'def handler(event, context):\n    return {"ok": True}\n' }, 'app.handler'],
    ['node', 'nodejs20.x', { 'index.mjs': 'export const handler = async () => ({ ok: true });\n' }, 'index.handler'],
    ['powertools', hello.runtime, hello.zip, 'app.lambda_handler'],
  ] as const;
  for (const [name, runtime, files, handler] of functions) {
    await deploy(server, name, runtime, files, handler);
    // The first one may install the runtime: it is shown apart.
    line(`${name}: first ever`, milliseconds(await timeCalls(1, () => invoke(name))));
    const cold = await timeCalls(8, async (run) => {
      if (run > 0) await recycle(server, name, run);
      return invoke(name);
    });
    line(`${name}: configuration change + cold`, milliseconds(cold));
    line(`${name}: a cold start's parts`, await coldParts(server, name));
    line(`${name}: warm, first 200`, milliseconds(await timeCalls(200, () => invoke(name))));
    // By now the server's own code has been compiled.
    await timeCalls(800, () => invoke(name));
    line(`${name}: warm`, `${milliseconds(await timeCalls(500, () => invoke(name)))} (aim: p50 3 ms)`);
  }
  await server.stop();
}

/** A change of configuration retires the environments, as in Lambda. */
async function recycle(server: TestServer, name: string, run: number): Promise<void> {
  const answer = await fetch(`${server.apiUrl}/2015-03-31/functions/${name}/configuration`, {
    method: 'PUT',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ Description: `run ${run}` }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  await settle(server, name);
}

/** Medians of what the caller waits for: the sandbox and the server (what Lambda does not report), the init phase, the handler. */
async function coldParts(server: TestServer, name: string): Promise<string> {
  const parts: [sandbox: number, init: number, handler: number][] = [];
  for (let run = 0; run < 9; run++) {
    await recycle(server, name, 100 + run);
    const started = performance.now();
    const answer = await fetch(`${server.apiUrl}/2015-03-31/functions/${name}/invocations`, {
      method: 'POST',
      body: '{}',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-log-type': 'Tail',
      },
    });
    const total = performance.now() - started;
    const report = Buffer.from(answer.headers.get('x-amz-log-result') ?? '', 'base64').toString();
    const figure = (label: string): number => Number(new RegExp(`\\t${label}: ([\\d.]+) ms`).exec(report)?.[1] ?? Number.NaN);
    parts.push([total - figure('Init Duration') - figure('Duration'), figure('Init Duration'), figure('Duration')]);
  }
  const [sandbox, init, handler] = ([0, 1, 2] as const).map((index) =>
    parts
      .map((part) => part[index])
      .sort((left, right) => left - right)[4]
      ?.toFixed(1),
  );
  return `sandbox and server ${sandbox} ms, init ${init} ms, handler ${handler} ms`;
}
