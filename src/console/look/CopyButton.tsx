/** Copies an id or a value. Cloudscape's own brings a popover with it, of which a list would hold a hundred. Used by lists and facts. */
import Icon from '@cloudscape-design/components/icon';
import { useEffect, useState } from 'react';

interface CopyButtonProps {
  readonly text: string;
  /** `Copy trace id`. */
  readonly label: string;
}

const looks = {
  ready: { icon: 'copy', word: undefined },
  copied: { icon: 'status-positive', word: 'Copied' },
  failed: { icon: 'status-warning', word: 'Not copied: the browser does not allow it here' },
} as const;

const shownMs = 2000;

export function CopyButton({ text, label }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof looks>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = window.setTimeout(() => setState('ready'), shownMs);
    return () => window.clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    // Undefined where the page was not opened as localhost or by https.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    const written = clipboard === undefined ? Promise.reject(new Error('no clipboard')) : clipboard.writeText(text);
    written.then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  const { icon, word } = looks[state];
  return (
    <button
      type="button"
      className={state === 'ready' ? 'rg-copy' : 'rg-copy rg-copy-done'}
      aria-label={word ?? label}
      title={word ?? label}
      onClick={(event) => {
        event.stopPropagation();
        copy();
      }}
    >
      <Icon name={icon} size="small" />
    </button>
  );
}
