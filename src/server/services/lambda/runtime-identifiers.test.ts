/** Which runtimes a function may have, and why not. */
import { describe, expect, it } from 'vitest';
import { checkRuntime } from './runtime-identifiers.ts';

describe('checkRuntime', () => {
  it.each(['python3.13', 'nodejs22.x', 'provided.al2023'])('takes %s', (runtime) => {
    expect(checkRuntime(runtime)).toBe(runtime);
  });

  it.each([
    ['nodejs12.x', 'The runtime parameter of nodejs12.x is no longer supported for creating or updating AWS Lambda functions.'],
    ['java21', 'Radiograph does not run java21.'],
    [
      'PYTHON3.9',
      "Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x, python3.14, ",
    ],
  ])('refuses %s: %s', (runtime, message) => {
    expect(() => checkRuntime(runtime)).toThrow(message);
  });
});
