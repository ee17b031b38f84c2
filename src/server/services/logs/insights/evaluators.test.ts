import { afterAll, describe, expect, it } from 'vitest';
import { openEvaluators } from './evaluators.ts';

const evaluators = openEvaluators();
const start = (text: string) =>
  evaluators.start({ text, limit: 10, now: Date.now(), account: '123456789012', groups: [{ name: '/g', id: '1' }] });

afterAll(() => evaluators.close());

describe('a thread', () => {
  it('evaluates one query after the other', async () => {
    for (const text of ['stats count(*) as n', 'fields @message']) {
      const evaluator = await start(text);
      expect(await evaluator.push(Buffer.alloc(0))).toMatchObject({ rows: 0, read: 0, satisfied: false });
      expect(await evaluator.end()).toEqual([]);
    }
  });

  it('that was abandoned answers no more, and the next query has another', async () => {
    const abandoned = await start('limit 1');
    await abandoned.abandon();
    await expect(abandoned.push(Buffer.alloc(0))).rejects.toThrow('has ended');
    const evaluator = await start('limit 1');
    expect(await evaluator.end()).toEqual([]);
  });

  it('says what is wrong with a page', async () => {
    const evaluator = await start('limit 1');
    await expect(evaluator.push(Buffer.from([1]))).rejects.toThrow();
    await evaluator.abandon();
  });
});
