/** Text that came from a trace or a log. Used by facts, exceptions and log lines. */
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { cutText, visibleText } from '../format/text.ts';

/** Long values are cut, with a button for the rest: one of them must not bury the others. */
export function Value({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const cut = cutText(text, whole ? Number.MAX_SAFE_INTEGER : undefined);
  return (
    <span className="rg-break">
      {visibleText(cut.text)}
      {cut.hidden === 0 ? null : (
        <>
          {'… '}
          <Button variant="inline-link" onClick={() => setWhole(true)}>
            Show {cut.hidden.toLocaleString()} more characters
          </Button>
        </>
      )}
    </span>
  );
}
