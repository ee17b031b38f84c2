import { describe, expect, it } from 'vitest';
import { decideTrace, nextAttempt } from './decide-trace.ts';
import type { InvocationDeps } from './deps.ts';
import type { Attempt, Target } from './resolve-function.ts';
import { createSampler } from './sampler.ts';

const root = '1-5759e988-bd862e3fe1be46a994272793';
const decide = (tracingMode: 'Active' | 'PassThrough', traceHeader?: string, sampled = true): Attempt =>
  decideTrace(
    { sampler: { decide: () => sampled } } as unknown as InvocationDeps,
    { version: { tracingMode, functionArn: 'arn' }, request: { traceHeader }, receivedAt: 1_700_000_000_000 } as Target,
  );

describe('the trace of an invocation', () => {
  it('begins here when the caller sends none, with the Invocation subsegment as parent of what the function sends', () => {
    const { trace } = decide('Active');
    expect(trace.traceId).toMatch(/^1-6553f100-[0-9a-f]{24}$/);
    expect(trace).toMatchObject({
      recorded: true,
      parentId: undefined,
      header: `Root=${trace.traceId};Parent=${trace.invocationId};Sampled=1`,
    });
  });

  it('follows the sampler when nobody has decided', () => {
    expect(decide('Active', undefined, false).trace).toMatchObject({
      recorded: false,
      header: expect.stringContaining('Sampled=0'),
    });
    expect(decide('Active', `Root=${root};Sampled=?`, false).trace).toMatchObject({ traceId: root, recorded: false });
  });

  it("honours the caller's decision, whatever the sampler says", () => {
    const yes = decide('Active', `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0`, false).trace;
    expect(yes).toMatchObject({ traceId: root, parentId: '53995c3f42cd8ad8', recorded: true });
    expect(yes.header).toBe(`Root=${root};Parent=${yes.invocationId};Sampled=1;Lineage=1:a87bd80c:0`);
    expect(decide('Active', `Root=${root};Parent=53995c3f42cd8ad8;Sampled=0`, true).trace.recorded).toBe(false);
  });

  it('is only handed on in PassThrough mode', () => {
    const header = `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`;
    expect(decide('PassThrough', header).trace).toMatchObject({ recorded: false, header });
    expect(decide('PassThrough').trace.header).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  });

  it('stays the same for another try of an event, with a function segment of its own', () => {
    const first = nextAttempt(decide('Active'), 1, 1);
    const second = nextAttempt(first, 2, 2);
    expect(second.trace).toMatchObject({ traceId: first.trace.traceId, serviceSegmentId: first.trace.serviceSegmentId });
    expect(second.trace.functionSegmentId).not.toBe(first.trace.functionSegmentId);
    expect(second.trace.header).toContain(`Parent=${second.trace.invocationId};`);
    expect(second.event).toEqual({ number: 2, dequeuedAt: 2, acceptedAt: 1 });
  });
});

describe("Lambda's sampling", () => {
  it('takes the first request of each second of each function, and 5 % of the rest', () => {
    let next = 0.04;
    const sampler = createSampler('aws', () => next);
    expect([sampler.decide('f', 1_000), sampler.decide('g', 1_001)]).toEqual([true, true]);
    expect(sampler.decide('f', 1_500)).toBe(true);
    next = 0.05;
    expect([sampler.decide('f', 1_999), sampler.decide('f', 2_000)]).toEqual([false, true]);
  });

  it('takes every request when told to', () => {
    const sampler = createSampler('all', () => 0.99);
    expect([1, 2, 3].map((at) => sampler.decide('f', at))).toEqual([true, true, true]);
  });
});
