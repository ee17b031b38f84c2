import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Subscription } from './subscription.ts';

const buffering = { maxItems: 3, maxBytes: 100, timeoutMs: 1_000_000 };

describe('a subscription', () => {
  it('delivers everything once and in order, whatever fails in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 20 }), { maxLength: 30 }),
        fc.array(fc.boolean()),
        async (texts, failures) => {
          const taken: string[] = [];
          const outcomes = [...failures];
          const subscription = new Subscription({
            buffering: { ...buffering, maxBytes: 1_000_000 },
            deliver: async (batch) => {
              if (outcomes.length < 3 && outcomes.pop() === true) throw new Error('nobody listens');
              expect(batch.length).toBeLessThanOrEqual(3);
              taken.push(...batch);
            },
            dropped: () => expect.unreachable(),
          });
          for (const text of texts) subscription.add(text);
          await subscription.flush();
          expect(taken).toEqual(texts);
          expect(subscription.close()).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('drops what comes while too much waits, and tells how much once there is room', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const dropped: number[][] = [];
    let taken = 0;
    const subscription = new Subscription({
      buffering,
      deliver: async (batch) => {
        await gate;
        taken += batch.length;
      },
      dropped: (...lost) => dropped.push(lost),
    });
    for (let index = 0; index < 20; index += 1) subscription.add('x'.repeat(40));
    open();
    await subscription.flush();
    expect(taken).toBe(10);
    expect(dropped).toEqual([[10, 400]]);
  });

  it('gives back what it could not deliver', async () => {
    const subscription = new Subscription({ buffering, deliver: () => new Promise(() => undefined), dropped: () => undefined });
    for (const text of ['a', 'b', 'c', 'd']) subscription.add(text);
    expect(subscription.close()).toEqual(['a', 'b', 'c', 'd']);
  });
});
