/**
 * The demo's steps, in order: package, deploy, call, read the trace, print it.
 *
 * Who calls it: `commands/demo.ts`, with a started server.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../../server/config.ts';
import { CommandFailure } from '../failure.ts';
import { createAwsCaller } from './aws-call.ts';
import { deployHelloWorld } from './deploy.ts';
import { packageHelloWorld } from './package-function.ts';
import { readTrace } from './read-trace.ts';
import { traceText } from './trace-text.ts';

/** @throws CommandFailure or AwsCallError at the first step that does not do what it should. */
export async function runDemo(demo: {
  config: Config;
  apiUrl: string;
  consoleUrl: string;
  log: (line: string) => void;
  print: (text: string) => void;
}): Promise<void> {
  const { config, log, print } = demo;
  const key = {
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'test',
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'test',
  };
  const own = config.auth === 'sigv4' ? key : { accessKeyId: 'test', secretAccessKey: 'test' };
  const aws = createAwsCaller({ apiUrl: demo.apiUrl, region: config.region, key: own });
  const code = await packageHelloWorld(config.cacheDir, log);
  if (code.missing !== undefined) log(`Powertools is left out, so the trace has no subsegments of the function: ${code.missing}`);
  print('Deploying the hello-world function behind a REST API …');
  const path = await deployHelloWorld(aws, config.region, code);
  const url = demo.apiUrl + path;
  print(`GET ${url}`);
  const { traceId, body } = await callSampled(url);
  print(`${body}\n`);
  const trace = await readTrace(aws, traceId);
  print(`${traceText(trace)}\n`);
  print(`See it in the console: ${demo.consoleUrl.replace(/\/$/, '')}/traces/${traceId}`);
  print(`Call it again:         curl ${url}`);
}

/** X-Ray samples one request a second and 5 % of the rest, so a second try may be needed. */
async function callSampled(url: string): Promise<{ traceId: string; body: string }> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const answer = await fetch(url);
    const body = await answer.text();
    if (answer.status !== 200) throw new CommandFailure(`The function's API answered ${answer.status}: ${body}`);
    const header = answer.headers.get('x-amzn-trace-id') ?? '';
    const traceId = /Root=([^;]+)/.exec(header)?.[1];
    if (traceId !== undefined && !header.includes('Sampled=0')) return { traceId, body };
    await wait(1_100);
  }
  throw new CommandFailure('None of five requests was sampled, though X-Ray samples one a second.');
}
