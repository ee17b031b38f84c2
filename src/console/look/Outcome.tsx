/** An outcome as an icon and a word, so that colour is never the only sign. Used by the lists and the panels. */
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

export type ShownOutcome = 'ok' | 'error' | 'fault' | 'throttle' | 'pending';

const looks: Readonly<Record<ShownOutcome, { readonly type: StatusIndicatorProps.Type; readonly word: string }>> = {
  ok: { type: 'success', word: 'OK' },
  error: { type: 'warning', word: 'Error' },
  fault: { type: 'error', word: 'Fault' },
  throttle: { type: 'stopped', word: 'Throttle' },
  pending: { type: 'in-progress', word: 'Pending' },
};

export function Outcome({ outcome }: { readonly outcome: ShownOutcome }) {
  const { type, word } = looks[outcome];
  return <StatusIndicator type={type}>{word}</StatusIndicator>;
}

export function outcomeWord(outcome: ShownOutcome): string {
  return looks[outcome].word;
}
