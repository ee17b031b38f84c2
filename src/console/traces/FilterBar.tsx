/** The filter expression and what X-Ray says about it. Used by TracesPage.tsx. */
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useEffect, useState } from 'react';
import { goTo } from '../app/links.ts';
import { parseTraceId } from '../format/trace-id.ts';

interface FilterBarProps {
  readonly filter: string;
  /** X-Ray's refusal of the expression, as text. */
  readonly error: string | undefined;
  onRun(filter: string): void;
}

export function FilterBar({ filter, error, onRun }: FilterBarProps) {
  const [text, setText] = useState(filter);
  useEffect(() => setText(filter), [filter]);
  const traceId = parseTraceId(text);
  const run = (): void => {
    if (traceId === undefined) onRun(text.trim());
    else goTo(`/traces/${traceId}`);
  };
  return (
    <FormField stretch errorText={error}>
      <div data-search className="rg-filter">
        <Input
          type="search"
          spellcheck={false}
          autoComplete={false}
          invalid={error !== undefined}
          ariaLabel="Filter expression"
          placeholder='Filter expression: service("orders") { fault } AND responsetime > 1'
          value={text}
          onChange={({ detail }) => {
            setText(detail.value);
            if (detail.value === '' && filter !== '') onRun('');
          }}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') run();
          }}
        />
        <Button onClick={run}>{traceId === undefined ? 'Run' : 'Open trace'}</Button>
      </div>
    </FormField>
  );
}
