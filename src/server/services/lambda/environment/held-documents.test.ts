import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldDocuments } from './held-documents.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function holdWhile(idle: { now: boolean }) {
  const batches: unknown[][] = [];
  const held: HeldDocuments = new HeldDocuments({ idle: () => idle.now, send: () => batches.push(held.documents.splice(0)) });
  return { held, batches };
}

describe('what a function sends', () => {
  it('is held while an invocation runs', () => {
    const { held, batches } = holdWhile({ now: false });
    expect(held.hold(['a', 'b'], 2)).toBe(true);
    vi.runAllTimers();
    expect(held.documents).toEqual(['a', 'b']);
    expect(batches).toEqual([]);
  });

  it('is sent on after a moment when none runs, as one batch', () => {
    const { held, batches } = holdWhile({ now: true });
    held.hold(['a'], 1);
    held.hold(['b'], 1);
    vi.runAllTimers();
    held.hold(['c'], 1);
    vi.runAllTimers();
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  it('waits for the next invocation when that has begun meanwhile, and is not sent when that has taken it', () => {
    const idle = { now: true };
    const { held, batches } = holdWhile(idle);
    held.hold(['a'], 1);
    idle.now = false;
    vi.runAllTimers();
    expect(held.documents).toEqual(['a']);
    idle.now = true;
    held.hold(['b'], 1);
    held.documents.splice(0);
    vi.runAllTimers();
    expect(batches).toEqual([]);
  });

  it('is dropped beyond 16 MB, until what is held has been taken', () => {
    const { held } = holdWhile({ now: false });
    const megabyte = 1024 * 1024;
    held.hold(['a'], 16 * megabyte + 1);
    expect(held.hold(['b'], 1)).toBe(false);
    held.documents.splice(0);
    expect(held.hold(['c'], 1)).toBe(true);
  });
});
