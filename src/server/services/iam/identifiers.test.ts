/** Access key ids carry their account, in AWS's own encoding. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOfAccessKeyId, newAccessKeyId } from './identifiers.ts';

describe('access key ids', () => {
  it('give back the account they were made for', () => {
    const account = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0'));
    fc.assert(
      fc.property(account, fc.constantFrom('AKIA' as const, 'ASIA' as const), (owner, prefix) => {
        const id = newAccessKeyId(prefix, owner);
        expect(id).toMatch(/^A[KS]IA[A-Z2-7]{16}$/);
        expect(accountOfAccessKeyId(id)).toBe(owner);
      }),
    );
  });

  it('are decoded as AWS encodes its own', () => {
    expect(accountOfAccessKeyId('ASIAQNZGKIQY56JQ7WML')).toBe('029608264753');
  });

  it.each(['test', 'AKIAIOSFODNN7EXAMPLE', '123456789012', ''])('say nothing of an account when they are %s', (id) => {
    expect(accountOfAccessKeyId(id)).toBeUndefined();
  });
});
