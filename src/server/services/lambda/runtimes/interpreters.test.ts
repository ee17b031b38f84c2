import { describe, expect, it } from 'vitest';
import { nearestVersion } from './interpreters.ts';

const pick = (wanted: string, ...versions: string[]): string | undefined =>
  nearestVersion(
    wanted,
    versions.map((version) => ({ version })),
  )?.version;

describe('the interpreter for a runtime', () => {
  it('is the one asked for, else the nearest newer, else the newest older', () => {
    expect(pick('3.12', '3.9', '3.12', '3.14')).toBe('3.12');
    expect(pick('3.12', '3.9', '3.14', '3.13')).toBe('3.13');
    expect(pick('3.12', '3.9', '3.11', '3.10')).toBe('3.11');
    expect(pick('3.12')).toBeUndefined();
  });
});
