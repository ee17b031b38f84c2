/**
 * How a failed invocation marks Lambda's segments, in one place: no public recording shows every case, so this is a choice
 * (docs/reference: known differences). A function's own error is its client's to see: `error`. What the platform had to end is a `fault`.
 */
import type { Outcome } from './judge.ts';

export interface SegmentFlags {
  readonly error?: true;
  readonly fault?: true;
}

/** On the function segment and on its Invocation subsegment. */
export const functionFlags: Readonly<Record<Outcome['status'], SegmentFlags>> = {
  success: {},
  error: { error: true },
  timeout: { fault: true },
  failure: { fault: true },
};

/** On the service segment, by the status of the Invoke answer. */
export function serviceFlags(status: number): SegmentFlags & { readonly throttle?: true } {
  if (status === 429) return { error: true, throttle: true };
  if (status >= 500) return { fault: true };
  return status >= 400 ? { error: true } : {};
}
