/**
 * How a segment or subsegment ended: the flags error, throttle and fault, or the HTTP status when a flag was not sent.
 *
 * Used by summaries, graphs and filters. AWS page: "Errors, faults, and exceptions" (xray-concepts).
 */
import type { Entity } from './segment-document.ts';

/** The one bucket in which a graph counts an entity. */
export type Outcome = 'ok' | 'error' | 'throttle' | 'fault';

export interface OutcomeFlags {
  /** Client error. False for a throttled call, as in AWS's summaries, although SDKs set both. */
  readonly error: boolean;
  readonly throttle: boolean;
  readonly fault: boolean;
}

type Ended = Pick<Entity, 'error' | 'throttle' | 'fault' | 'http'>;

/** More than one flag may be set; what is absent is read from the response's status. */
export function outcomeFlags(entity: Ended): OutcomeFlags {
  const status = entity.http?.response?.status ?? 0;
  const throttle = entity.throttle === true || status === 429;
  return {
    throttle,
    error: !throttle && (entity.error === true || (status >= 400 && status < 500)),
    fault: entity.fault === true || (status >= 500 && status < 600),
  };
}

/** Throttle before fault before error: each entity is counted once. */
export function outcomeOf(entity: Ended): Outcome {
  const flags = outcomeFlags(entity);
  if (flags.throttle) return 'throttle';
  if (flags.fault) return 'fault';
  return flags.error ? 'error' : 'ok';
}
