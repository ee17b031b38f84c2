import { expect, test } from 'vitest';
import { describeInvocations } from './describe-invocations.ts';

const ended = (duration: number, outcome?: 'ok' | 'fault', init?: number) => ({ duration, outcome, init });

test('invocations are summed up in a sentence', () => {
  expect(describeInvocations([])).toBeUndefined();
  expect(describeInvocations([ended(0.04), ended(0.01, 'ok')])).toBe(
    'None failed, no cold start, half within 10 ms, 95 % within 40 ms.',
  );
  expect(describeInvocations([ended(0.04, 'fault', 0.3), ended(0.01, 'ok', 0.2), ended(0.02)])).toBe(
    '1 failed, 2 cold starts (longest 300 ms), half within 20 ms, 95 % within 40 ms.',
  );
});
