/** The newest invocations in one sentence. Called by Invocations.tsx; pure. */
import { formatDuration } from '../format/duration.ts';
import type { Invocation } from './use-invocations.ts';

type Figures = Pick<Invocation, 'duration' | 'init' | 'outcome'>;

/** `2 failed, 1 cold start (288 ms), half within 41 ms, 95 % within 103 ms.`; undefined without invocations. */
export function describeInvocations(invocations: readonly Figures[]): string | undefined {
  if (invocations.length === 0) return undefined;
  const failed = invocations.filter(({ outcome }) => outcome !== undefined && outcome !== 'ok').length;
  const inits = invocations.flatMap(({ init }) => (init === undefined ? [] : [init]));
  const durations = invocations
    .flatMap(({ duration }) => (duration === undefined ? [] : [duration]))
    .sort((one, other) => one - other);
  const parts = [
    failed === 0 ? 'None failed' : `${failed} failed`,
    inits.length === 0
      ? 'no cold start'
      : `${inits.length} cold ${inits.length === 1 ? 'start' : 'starts'} (${inits.length === 1 ? '' : 'longest '}${formatDuration(Math.max(...inits))})`,
    ...(durations.length === 0
      ? []
      : [`half within ${formatDuration(within(durations, 0.5))}`, `95 % within ${formatDuration(within(durations, 0.95))}`]),
  ];
  return `${parts.join(', ')}.`;
}

function within(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.ceil(share * sorted.length) - 1];
}
