/**
 * How long `sam deploy` and `cdk deploy` of the hello worlds take, and whose time that is. The build, the synthesis, the bootstrap and
 * the managed bucket are made beforehand.
 *
 * A proxy between client and server notes every request, so that the time splits into the server's (its answers, and the work on the
 * stack after the change set is executed), the client's own, and the wait until the client looks again: both poll.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { samVenv } from '../../scripts/test-clients.mjs';
import { CdkApplication } from '../harness/cdk-application.ts';
import { clientEnvironment, runProgram, type Target } from '../harness/clients.ts';
import { sdkSettings } from '../harness/sdk.ts';
import { repository, startTestServer, type TestServer, temporaryDirectory } from '../harness/server.ts';
import { cpuSeconds, heading, line } from './measure.ts';

interface Exchange {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** CloudFormation's `Action`, where there is one. */
  readonly action: string | undefined;
}

interface Proxy {
  readonly url: string;
  readonly exchanges: Exchange[];
  readonly server: Server;
}

const now = (): number => performance.timeOrigin + performance.now();

/** Passes everything on and notes when it came and when its answer had left. */
async function startProxy(apiUrl: string): Promise<Proxy> {
  const exchanges: Exchange[] = [];
  const target = new URL(apiUrl);
  const server = createServer((incoming, outgoing) => {
    const from = now();
    let start = '';
    incoming.on('data', (chunk: Buffer) => {
      if (start === '') start = chunk.subarray(0, 4096).toString('latin1');
    });
    const { method, url, headers } = incoming;
    const onward = request({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing).on('finish', () => {
        exchanges.push({ from, to: now(), action: /(?:^|&)Action=(\w+)/.exec(start)?.[1] });
      });
    });
    // Only S3 clients ask this before they send.
    onward.on('continue', () => outgoing.writeContinue());
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, exchanges, server };
}

interface Split {
  readonly total: number;
  /** Answers to requests. */
  readonly answers: number;
  readonly requests: number;
  /** From the end of ExecuteChangeSet's answer to the stack's last event. */
  readonly stack: number;
  /** From that event to the first request that can see it. */
  readonly unseen: number;
  /** Of the server, user and system: what is left of the time on a machine that has nothing else to do. */
  readonly cpu: number;
}

/** @param deploy runs the client. */
async function measure(server: TestServer, proxy: Proxy, stack: string, deploy: () => Promise<void>): Promise<Split> {
  proxy.exchanges.length = 0;
  const from = now();
  const cpu = cpuSeconds(server.process.pid);
  await deploy();
  const total = now() - from;
  const used = cpuSeconds(server.process.pid) - cpu;
  const executed = proxy.exchanges.findLast(({ action }) => action === 'ExecuteChangeSet');
  const cloudFormation = new CloudFormationClient(sdkSettings(server));
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: stack }));
  const complete = StackEvents[0]?.Timestamp?.getTime() ?? Number.NaN;
  const seen = proxy.exchanges.find((one) => one.action?.startsWith('DescribeStack') && one.from >= complete);
  return {
    total,
    answers: proxy.exchanges.reduce((sum, one) => sum + one.to - one.from, 0),
    requests: proxy.exchanges.length,
    stack: Math.max(0, complete - (executed?.to ?? complete)),
    unseen: Math.max(0, (seen?.from ?? complete) - complete),
    cpu: used * 1000,
  };
}

function print(name: string, { total, answers, requests, stack, unseen, cpu }: Split): void {
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
  const ours = answers + stack;
  line(name, `${seconds(total)} in all`);
  line(
    '  ours',
    `${seconds(ours)} = ${requests} answers ${seconds(answers)} + stack ${seconds(stack)} (aim: under 2 s), CPU ${seconds(cpu)}`,
  );
  line('  done but not looked at yet', seconds(unseen));
  line("  the client's own", seconds(Math.max(0, total - ours - unseen)));
}

async function checked(program: string, words: readonly string[], options: Parameters<typeof runProgram>[2]): Promise<void> {
  const { code, stdout, stderr } = await runProgram(program, words, options);
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
}

export async function benchDeployments(): Promise<void> {
  heading('Deployments of the hello worlds');
  const home = temporaryDirectory();
  const server = await startTestServer();
  const proxy = await startProxy(server.apiUrl);
  const target: Target = { address: { ...server.address, apiUrl: proxy.url } };
  try {
    await benchSam(server, proxy, target, home.path);
    await benchCdk(server, proxy, target);
  } finally {
    proxy.server.closeAllConnections();
    proxy.server.close();
    await server.stop();
    home.remove();
  }
}

async function benchSam(server: TestServer, proxy: Proxy, target: Target, home: string): Promise<void> {
  const cwd = join(home, 'sam-app');
  cpSync(join(repository, 'examples/hello-world'), cwd, { recursive: true });
  // `sam build` insists on the function's own interpreter.
  const { stdout } = await runProgram('python3', ['-c', 'import sys; print("python%d.%d" % sys.version_info[:2])']);
  const template = join(cwd, 'template.yaml');
  writeFileSync(template, readFileSync(template, 'utf8').replace('python3.12', stdout.trim()));
  const env = clientEnvironment(target, { HOME: home, SAM_CLI_TELEMETRY: '0' });
  const sam = join(samVenv, 'bin', 'sam');
  const deploy = (stack: string) =>
    checked(sam, ['deploy', '--resolve-s3', '--stack-name', stack, '--capabilities', 'CAPABILITY_IAM'], { cwd, env });
  await checked(sam, ['build'], { cwd, env });
  print('sam deploy, and the managed bucket', await measure(server, proxy, 'first', () => deploy('first')));
  print('sam deploy', await measure(server, proxy, 'second', () => deploy('second')));
  const app = join(cwd, '.aws-sam/build/HelloWorldFunction/app.py');
  writeFileSync(app, `${readFileSync(app, 'utf8')}\n# changed\n`);
  print('sam deploy of changed code', await measure(server, proxy, 'second', () => deploy('second')));
}

async function benchCdk(server: TestServer, proxy: Proxy, target: Target): Promise<void> {
  const application = new CdkApplication(target, 'cdk-app');
  try {
    cpSync(join(repository, 'examples/hello-world-cdk'), application.folder, { recursive: true });
    await application.cdk('synth', '--quiet', '--output', 'assembly');
    await application.cdk('bootstrap');
    const deploy = async (): Promise<void> => {
      await application.cdk('deploy', '--app', 'assembly', '--require-approval', 'never');
    };
    print('cdk deploy', await measure(server, proxy, 'HelloWorldStack', deploy));
  } finally {
    application.remove();
  }
}
