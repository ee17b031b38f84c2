/** Names and values in two columns, each value as text with a way to copy it. Used by the panel's tabs and the function page. */
import Link from '@cloudscape-design/components/link';
import { follow } from '../app/links.ts';
import { visibleText } from '../format/text.ts';
import { CopyButton } from './CopyButton.tsx';
import { Value } from './Value.tsx';
import './facts.css';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Path of a page of the console that has more of it, and what the link is called. */
  readonly more?: { readonly href: string; readonly text: string } | undefined;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="rg-facts">
      {facts.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{visibleText(name)}</dt>
          <dd>
            <Value text={value} /> <CopyButton text={value} label={`Copy ${visibleText(name)}`} />
            {more === undefined ? null : (
              <div>
                <Link href={more.href} onFollow={follow} fontSize="body-s">
                  {more.text}
                </Link>
              </div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
