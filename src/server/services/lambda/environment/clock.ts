/** Wall-clock time with sub-millisecond resolution: the function segment carries microseconds. Called all along an invocation. */

/** Epoch milliseconds, with a fraction. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
