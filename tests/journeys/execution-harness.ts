/**
 * Runs functions through the data plane alone: real sandboxes and runtimes, with the ports on the other side kept in memory. For tests
 * that need many functions fast, and for hostile ones.
 */

import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { resolveConfig } from '../../src/server/config.ts';
import { createExecution, type Execution } from '../../src/server/services/lambda/execution.ts';
import type { FunctionVersion } from '../../src/server/services/lambda/function.ts';
import type { InvokeRequest, InvokeResult } from '../../src/server/services/ports.ts';

export interface Harness {
  readonly execution: Execution;
  readonly directory: string;
  /** One batch per entry. */
  readonly batches: string[][];
  readonly logs: { readonly stream: string; readonly message: string }[];
  deploy(name: string, files: Readonly<Record<string, string>>, changes?: Partial<FunctionVersion>): void;
  /** One layer for each of these sets of files. */
  layers(...contents: Readonly<Record<string, string>>[]): FunctionVersion['layers'];
  invoke(name: string, event?: unknown, changes?: Partial<InvokeRequest>): Promise<InvokeResult & { readonly json: never }>;
  /** What the role may do; everything at first. */
  permissions: { traces: boolean };
  reserved: Map<string, number>;
  close(): Promise<void>;
}

export function createHarness(flags: Readonly<Record<string, string>> = {}): Harness {
  const directory = mkdtempSync(join(tmpdir(), 'radiograph-execution-'));
  const account = '000000000000';
  const region = 'us-east-1';
  const functions = new Map<string, FunctionVersion>();
  const batches: string[][] = [];
  const logs: { stream: string; message: string }[] = [];
  const permissions = { traces: true };
  const reserved = new Map<string, number>();
  const cacheDir = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'radiograph');
  const execution = createExecution({
    config: resolveConfig({ dataDir: directory, cacheDir, lambdaSampling: 'all', ...flags }, {}),
    catalogue: {
      resolve: (_tenant, name) => {
        const version = functions.get(name);
        if (version === undefined) throw new Error(`no function ${name}`);
        return version;
      },
      eventInvokeConfig: () => undefined,
      reservedConcurrency: (version) => reserved.get(version.functionName),
      codeDirectory: async (sha256) => join(directory, sha256),
    },
    segmentSink: {
      accept: async (_tenant, documents) => {
        batches.push(documents.map((document) => (typeof document === 'string' ? document : JSON.stringify(document))));
        return [];
      },
    },
    logSink: {
      write: async (_tenant, _group, stream, events) => {
        for (const { message } of events) logs.push({ stream, message });
      },
    },
    roles: {
      role: (arn) => ({ arn, trustPolicy: '{}' }),
      assumableBy: () => true,
      allows: () => permissions.traces,
      assume: (arn, sessionName, seconds) => ({
        accessKeyId: 'ASIAEXAMPLE',
        secretAccessKey: 'secret',
        sessionToken: 'token',
        expiration: new Date(Date.now() + seconds * 1000),
        principalArn: arn,
        userId: `AROAEXAMPLE:${sessionName}`,
      }),
    },
    doors: {
      api: (_request, response) => {
        response.end('api');
      },
      daemonTcp: () => (_request, response) => {
        response.end('daemon');
      },
      datagram: (bytes) => new TextDecoder().decode(bytes).split('\n').slice(1, 2),
      otlp: {
        isRequest: () => false,
        held: () => (_request, response) => response.end(),
        heldGrpc: () => ({ server: createServer(), close: async () => undefined }),
      },
    },
  });
  /** @returns the name of code that consists of these files. */
  const store = (name: string, files: Readonly<Record<string, string>>): string => {
    const codeSha256 = `${name}-${randomUUID()}`;
    for (const [path, text] of Object.entries(files)) {
      const file = join(directory, codeSha256, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode: 0o755 });
    }
    return codeSha256;
  };
  return {
    execution,
    directory,
    batches,
    logs,
    permissions,
    reserved,
    layers: (...contents) =>
      contents.map((files, place) => ({
        arn: `arn:aws:lambda:${region}:${account}:layer:l${place}:1`,
        codeSha256: store('layer', files),
        codeSize: 1,
      })),
    deploy: (name, files, changes = {}) => {
      functions.set(name, {
        account,
        region,
        functionName: name,
        version: '$LATEST',
        functionArn: `arn:aws:lambda:${region}:${account}:function:${name}`,
        description: '',
        runtime: 'python3.11',
        handler: 'app.handler',
        role: `arn:aws:iam::${account}:role/r`,
        timeout: 10,
        memorySize: 128,
        ephemeralStorage: 512,
        environment: undefined,
        architectures: ['x86_64'],
        tracingMode: 'Active',
        layers: [],
        codeSha256: store(name, files),
        codeSize: 1,
        loggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
        revisionId: randomUUID(),
        lastModified: '',
        state: 'Active',
        lastUpdateStatus: 'Successful',
        tags: {},
        ...changes,
      });
    },
    invoke: async (name, event = {}, changes = {}) => {
      const result = await execution.invoke({
        tenant: { account, region },
        functionName: name,
        invocationType: 'RequestResponse',
        payload: Buffer.from(JSON.stringify(event)),
        requestId: randomUUID(),
        ...changes,
      });
      const text = Buffer.from(result.payload).toString();
      return { ...result, json: (text === '' ? undefined : JSON.parse(text)) as never };
    },
    close: async () => {
      await execution.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The tail of the log that came with an answer. */
export const logOf = ({ logResult }: { logResult?: string | undefined }): string =>
  Buffer.from(logResult ?? '', 'base64').toString();
