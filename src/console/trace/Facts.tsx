/** Names and values in two columns, each value as text with a way to copy it. Used by the panel's tabs. */
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { cutText, visibleText } from '../format/text.ts';
import './facts.css';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="rg-facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{visibleText(name)}</dt>
          <dd>
            <Value text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

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
