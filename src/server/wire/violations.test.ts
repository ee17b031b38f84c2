import { expect, it } from 'vitest';
import { violated, violation, violationMessage } from './violations.ts';

it('names a member by its value, or as null where it is missing', () => {
  expect(violated('roleName', 'a b', 'Member must satisfy regular expression pattern: [\\w]+')).toBe(
    "1 validation error detected: Value 'a b' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w]+",
  );
  expect(violation('roleName', undefined, 'Member must not be null')).toBe(
    "Value null at 'roleName' failed to satisfy constraint: Member must not be null",
  );
});

it('tells all violations of an input at once', () => {
  expect(violationMessage('one', 'two')).toBe('2 validation errors detected: one; two');
});
