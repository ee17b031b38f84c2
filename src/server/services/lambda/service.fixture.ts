/**
 * Lambda's control plane over the real store and real zips; only the clock, the roles and the data plane are the test's.
 *
 * Who calls it: the tests of Lambda's operations.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateFunctionCommandInput, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { InvokeRequest, RoleAuthority } from '../ports.ts';
import { callOperation } from '../service.fixture.ts';
import type { CallContext } from '../service.ts';
import { settlingTime } from './lifecycle.ts';
import { createLambda, type Lambda } from './service.ts';

export const account = '123456789012';
export const tenant = { account, region: 'us-east-1' };
export const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
export const zip = (content = 'x = 1') => zipSync({ 'app.py': strToU8(content) }, { mtime: new Date(2020, 1, 1) });

/** A role called `traced` may send segments; one called `plain` may not; Lambda may assume no other. */
const roles: RoleAuthority = {
  role: (arn) => ({ arn, trustPolicy: '{}' }),
  assumableBy: (arn, service) => [role('traced'), role('plain')].includes(arn) && service === 'lambda.amazonaws.com',
  allows: (arn, action, resource) => arn === role('traced') && action === 'xray:PutTraceSegments' && resource === '*',
  assume: () => {
    throw new Error('Nothing is invoked here.');
  },
};

/** The function `f`. */
export const definition: CreateFunctionCommandInput = {
  FunctionName: 'f',
  Runtime: 'python3.12',
  Handler: 'app.handler',
  Role: role('plain'),
  Code: { ZipFile: zip() },
};

/** What is thrown is this error. */
export const refusal = (code: string, statusCode: number, message?: string) =>
  expect.objectContaining({ code, statusCode, ...(message !== undefined && { message }) });

/** A Lambda of its own for every test. */
export function testLambda(): TestLambda {
  const lambda = new TestLambda();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    lambda.open();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await lambda.close();
  });
  return lambda;
}

class TestLambda {
  /** What the data plane was asked for. */
  readonly invoked: InvokeRequest[] = [];
  readonly retired: string[] = [];
  directory = '';
  #controlPlane: ControlPlane | undefined;
  #lambda: Lambda | undefined;

  open(): void {
    this.directory = mkdtempSync(join(tmpdir(), 'radiograph-lambda-'));
    this.invoked.length = 0;
    this.retired.length = 0;
    this.#start();
  }

  async restart(): Promise<void> {
    await this.#stop();
    this.#start();
  }

  async close(): Promise<void> {
    await this.#stop();
    rmSync(this.directory, { recursive: true });
  }

  get #running(): Lambda {
    return this.#lambda ?? expect.unreachable('Lambda is not open');
  }

  get catalogue(): Lambda['catalogue'] {
    return this.#running.catalogue;
  }

  get invoker(): Lambda['invoker'] {
    return this.#running.invoker;
  }

  call<Output = object>(operation: string, input: object, changes: Partial<CallContext> = {}): Promise<Output> {
    return callOperation(this.#running.service, operation, input, { ...tenant, ...changes });
  }

  /** The function `f`, and the time that passes until it is Active. */
  async create(input: Partial<CreateFunctionCommandInput> = {}): Promise<FunctionConfiguration> {
    const created = await this.call<FunctionConfiguration>('CreateFunction', { ...definition, ...input });
    this.settle();
    return created;
  }

  /** Lets the time pass until what was created or changed is ready. */
  settle(): void {
    vi.setSystemTime(Date.now() + settlingTime);
  }

  #start(): void {
    const { directory } = this;
    this.#controlPlane = openControlPlane(join(directory, 'control-plane'));
    this.#lambda = createLambda({
      controlPlane: this.#controlPlane,
      roles,
      dataDir: directory,
      config: resolveConfig({}, {}),
      identifyUrlCaller: () => undefined,
      apiUrl: () => 'http://127.0.0.1:4566',
      codeUrl: (sha256) => `http://127.0.0.1/code/${sha256}`,
    });
    this.#lambda.attachExecution({
      invoke: async (request) => {
        this.invoked.push(request);
        return { statusCode: 200, payload: strToU8('{}'), executedVersion: '$LATEST', traceHeader: 'Root=1-a-b' };
      },
      prepare: () => undefined,
      retire: (arn) => this.retired.push(arn),
    });
  }

  async #stop(): Promise<void> {
    await this.#lambda?.close();
    await this.#controlPlane?.close();
  }
}
