/** Counts of outcomes, as the map draws them. Called by map-model.ts and the panel; pure. */
import type { SummaryStatistics } from '../api/xray-types.ts';

export interface Outcomes {
  readonly ok: number;
  readonly error: number;
  readonly throttle: number;
  readonly fault: number;
  readonly total: number;
  /** Sum, so that outcomes can be added; undefined when nothing was counted. */
  readonly totalSeconds: number;
}

/** Undefined for nodes without statistics: clients. */
export function outcomesOf(statistics: SummaryStatistics | null | undefined): Outcomes | undefined {
  if (statistics === null || statistics === undefined) return undefined;
  return {
    ok: statistics.OkCount ?? 0,
    error: statistics.ErrorStatistics?.OtherCount ?? 0,
    throttle: statistics.ErrorStatistics?.ThrottleCount ?? 0,
    fault: statistics.FaultStatistics?.TotalCount ?? 0,
    total: statistics.TotalCount ?? 0,
    totalSeconds: statistics.TotalResponseTime ?? 0,
  };
}

export function addOutcomes(all: readonly (Outcomes | undefined)[]): Outcomes | undefined {
  const counted = all.filter((outcomes) => outcomes !== undefined);
  if (counted.length === 0) return undefined;
  const sum = (member: keyof Outcomes): number => counted.reduce((total, outcomes) => total + outcomes[member], 0);
  return {
    ok: sum('ok'),
    error: sum('error'),
    throttle: sum('throttle'),
    fault: sum('fault'),
    total: sum('total'),
    totalSeconds: sum('totalSeconds'),
  };
}

/** Seconds; undefined when nothing was counted. */
export function averageSeconds(outcomes: Outcomes | undefined): number | undefined {
  return outcomes === undefined || outcomes.total === 0 ? undefined : outcomes.totalSeconds / outcomes.total;
}

export type ArcKind = 'fault' | 'throttle' | 'error' | 'ok';

export interface Arc {
  readonly kind: ArcKind;
  /** Fractions of the ring, clockwise from 12 o'clock. */
  readonly from: number;
  readonly to: number;
}

const arcOrder: readonly ArcKind[] = ['fault', 'throttle', 'error', 'ok'];
const smallestArc = 0.04;

/** The ring: every outcome that occurred can be seen, however rare; the tooltip has the true share. */
export function ringArcs(outcomes: Outcomes | undefined): readonly Arc[] {
  if (outcomes === undefined || outcomes.total <= 0) return [];
  const shares = arcOrder
    .map((kind) => ({ kind, share: outcomes[kind] / outcomes.total }))
    .filter(({ share }) => share > 0)
    .map(({ kind, share }) => ({ kind, share: Math.max(share, smallestArc) }));
  const sum = shares.reduce((total, { share }) => total + share, 0);
  let from = 0;
  return shares.map(({ kind, share }) => {
    const to = from + share / sum;
    const arc = { kind, from, to };
    from = to;
    return arc;
  });
}

/** The outcome that colours an edge: the worst one above 5 %. */
export function worstOutcome(outcomes: Outcomes | undefined): ArcKind {
  if (outcomes === undefined || outcomes.total <= 0) return 'ok';
  return (['fault', 'throttle', 'error'] as const).find((kind) => outcomes[kind] / outcomes.total > 0.05) ?? 'ok';
}
