/**
 * EventBridge over the real store: the ports on its other side are kept in memory, and the clock is the test's.
 *
 * Who calls it: the tests of rules, targets, events, schedules and buses.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { AwsError } from '../../wire/aws-error.ts';
import type { InvokeRequest } from '../ports.ts';
import { asking } from '../resource-properties.ts';
import { tenant } from '../service.fixture.ts';
import { createEvents, type Events } from './service.ts';

export const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
export const groupArn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/g';

/** An EventBridge of its own for every test, which begins at half a minute past a new year. */
export function testBus(): TestBus {
  const bus = new TestBus();
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:30Z'), toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    bus.open();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await bus.close();
  });
  return bus;
}

class TestBus {
  /** What the ports were asked for. */
  readonly invoked: InvokeRequest[] = [];
  readonly written: string[] = [];
  readonly metrics: string[] = [];
  readonly lines: string[] = [];
  readonly asked: string[] = [];
  /** Whether functions let EventBridge invoke them, and what an invocation is refused with. */
  allowed = true;
  refusal: Error | undefined;
  #directory = '';
  #controlPlane: ControlPlane | undefined;
  #events: Events | undefined;

  open(): void {
    for (const kept of [this.invoked, this.written, this.metrics, this.lines, this.asked]) kept.length = 0;
    this.allowed = true;
    this.refusal = undefined;
    this.#directory = mkdtempSync(join(tmpdir(), 'radiograph-events-'));
    this.#begin();
  }

  async restart(): Promise<void> {
    await this.#end();
    this.#begin();
    this.events.start();
  }

  async close(): Promise<void> {
    await this.#end();
    rmSync(this.#directory, { recursive: true });
  }

  get events(): Events {
    return this.#events ?? expect.unreachable('the bus is not open');
  }

  ask<Output = Record<string, never>>(operation: string, input: Record<string, unknown> = {}): Promise<Output> {
    return asking(this.events.service)<Output>({ tenant, signal: new AbortController().signal }, operation, input);
  }

  async fault(operation: string, input: Record<string, unknown>): Promise<string> {
    try {
      return `answered ${JSON.stringify(await this.ask(operation, input))}`;
    } catch (error) {
      return error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
    }
  }

  async rule(name: string, more: Record<string, unknown>, Targets: object[] = [{ Id: 'a', Arn: functionArn }]): Promise<void> {
    await this.ask('PutRule', { Name: name, ...more });
    await this.ask('PutTargets', { Rule: name, EventBusName: more['EventBusName'], Targets });
  }

  put(detail: object, more: object = {}) {
    const entry = { Source: 'shop', DetailType: 'order', Detail: JSON.stringify(detail), ...more };
    return this.ask<{ FailedEntryCount: number; Entries: Record<string, string>[] }>('PutEvents', { Entries: [entry] });
  }

  get payloads(): unknown[] {
    return this.invoked.map(({ payload }) => JSON.parse(Buffer.from(payload).toString()));
  }

  #begin(): void {
    this.#controlPlane = openControlPlane(this.#directory);
    this.#events = createEvents({
      controlPlane: this.#controlPlane,
      invoker: {
        allows: (_tenant, _name, principal, sourceArn) => {
          this.asked.push(`${principal} ${sourceArn}`);
          return this.allowed;
        },
        invoke: async (request) => {
          this.invoked.push(request);
          if (this.refusal) throw this.refusal;
          return { statusCode: 202, payload: new Uint8Array(), executedVersion: '1' };
        },
      },
      logSink: {
        write: async (_tenant, group, _stream, [event]) => {
          this.written.push(`${group} ${event?.message}`);
        },
      },
      metricSink: {
        put: async (_tenant, _namespace, data) => {
          this.metrics.push(...data.map(({ name }) => name));
        },
      },
      log: (line) => this.lines.push(line),
    });
  }

  async #end(): Promise<void> {
    await this.#events?.close();
    await this.#controlPlane?.close();
  }
}
