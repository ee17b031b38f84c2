/** A function's environment variables, hidden until asked for: a shared screen must not show a password. Used by Configuration.tsx. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { visibleText } from '../format/text.ts';
import { Value } from '../look/Value.tsx';
import '../look/facts.css';

/** The same for every value, so that a hidden one does not tell its length. */
const mask = '••••••••';

export function EnvironmentVariables({ variables }: { readonly variables: Readonly<Record<string, string>> }) {
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const names = Object.keys(variables).sort();
  const all = names.length > 0 && names.every((name) => revealed.has(name));
  const toggle = (name: string): void =>
    setRevealed((shown) => new Set(shown.has(name) ? [...shown].filter((other) => other !== name) : [...shown, name]));
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${names.length})`}
          actions={
            names.length === 0 ? undefined : (
              <Button onClick={() => setRevealed(new Set(all ? [] : names))}>{all ? 'Hide values' : 'Reveal values'}</Button>
            )
          }
        >
          Environment variables
        </Header>
      }
    >
      {names.length === 0 ? (
        <Box color="text-body-secondary">No environment variable</Box>
      ) : (
        <dl className="rg-facts">
          {names.map((name) => (
            <div key={name}>
              <dt className="rg-break">{visibleText(name)}</dt>
              <dd>
                {revealed.has(name) ? <Value text={variables[name] ?? ''} /> : <span aria-hidden="true">{mask}</span>}{' '}
                <Button
                  variant="inline-link"
                  ariaLabel={`${revealed.has(name) ? 'Hide' : 'Reveal'} ${name}`}
                  onClick={() => toggle(name)}
                >
                  {revealed.has(name) ? 'Hide' : 'Reveal'}
                </Button>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Container>
  );
}
