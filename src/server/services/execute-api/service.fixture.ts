/**
 * Execute API behind a port, over a control plane of its own, with the ports on its other side kept in memory.
 *
 * Who calls it: the fixtures of REST and HTTP APIs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Segment } from '../../../model/segment-document.ts';
import { validateSegmentDocument } from '../../../model/segment-validation.ts';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import { TestDoor } from '../door.fixture.ts';
import type { InvokeRequest, InvokeResult } from '../ports.ts';
import { createExecuteApi } from './service.ts';

/** Its only function is whatever `answer` says: it fails where that has an `errorMessage`, and is refused where it throws. */
export class TestExecuteApi {
  readonly invocations: InvokeRequest[] = [];
  /** Function, principal and ARN of every permission that was asked for. */
  readonly asked: string[][] = [];
  readonly segments: Segment[] = [];
  readonly logged: string[] = [];
  answer: (request: InvokeRequest) => unknown = () => ({ statusCode: 200, body: 'ok' });
  allowed = true;
  readonly #directory = mkdtempSync(join(tmpdir(), 'radiograph-execute-api-'));
  readonly controlPlane = openControlPlane(this.#directory);
  readonly door: TestDoor;

  constructor() {
    const api = createExecuteApi({
      controlPlane: this.controlPlane,
      config: resolveConfig({}, {}),
      sampler: { sample: () => true },
      invoker: {
        allows: (_, ...given) => {
          this.asked.push(given);
          return this.allowed;
        },
        invoke: (given) => this.#invoke(given),
      },
      metricSink: { put: async () => undefined },
      logSink: {
        write: async (_, group, stream, events) => {
          for (const { message } of events) this.logged.push(`${group}/${stream}: ${message}`);
        },
      },
      identify: () => undefined,
      awsEndpoint: { url: () => '', authorization: () => undefined },
      segmentSink: {
        accept: async (_, documents) => {
          for (const document of documents.map(String)) {
            expect(validateSegmentDocument(document)).toMatchObject({ ok: true });
            this.segments.push(JSON.parse(document) as Segment);
          }
          return [];
        },
      },
    });
    this.door = new TestDoor((...given) => api.handle(...given));
  }

  async close(): Promise<void> {
    await this.door.close();
    await this.controlPlane.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** What the function got last. */
  event(): Record<string, unknown> {
    return JSON.parse(Buffer.from(this.invocations.at(-1)?.payload ?? '').toString()) as Record<string, unknown>;
  }

  async #invoke(given: InvokeRequest): Promise<InvokeResult> {
    this.invocations.push(given);
    const output = await this.answer(given);
    const failed = typeof output === 'object' && output !== null && 'errorMessage' in output;
    return {
      statusCode: 200,
      payload: Buffer.from(JSON.stringify(output)),
      executedVersion: '1',
      functionError: failed ? 'Unhandled' : undefined,
    };
  }
}
