/**
 * The filter expression: completed while it is typed, checked before it is sent, and what X-Ray says about it. Used by TracesPage.tsx.
 * AWS page: "Using filter expressions".
 */
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import './filter.css';
import { goTo } from '../app/links.ts';
import { visibleText } from '../format/text.ts';
import { parseTraceId } from '../format/trace-id.ts';
import { openHelp } from '../help/help-state.ts';
import { checkFilter, type FilterProblem } from './check-filter.ts';
import { completeFilter, type KnownValues } from './complete-filter.ts';

interface FilterBarProps {
  readonly filter: string;
  /** X-Ray's refusal of the expression, as text. */
  readonly error: string | undefined;
  readonly known: KnownValues;
  onRun(filter: string): void;
}

export function FilterBar({ filter, error, known, onRun }: FilterBarProps) {
  const [text, setText] = useState(filter);
  const [focused, setFocused] = useState(false);
  /** What was asked for although it is wrong: it is not merely being typed. */
  const [asked, setAsked] = useState(filter);
  useEffect(() => {
    setText(filter);
    setAsked(filter);
  }, [filter]);
  const traceId = parseTraceId(text);
  const problem = useMemo(() => (traceId === undefined ? checkFilter(text) : undefined), [text, traceId]);
  const completions = useMemo(() => (traceId === undefined ? completeFilter(text, known) : []), [text, known, traceId]);
  const picked = useRef(false);
  const typing = focused && asked !== text && problem !== undefined && (problem.unfinished || atEnd(problem, text));
  const shown = problem === undefined ? (text.trim() === filter ? error : undefined) : typing ? undefined : problem;
  const run = (): void => {
    setAsked(text);
    if (traceId !== undefined) goTo(`/traces/${traceId}`);
    else if (problem === undefined) onRun(text.trim());
  };
  return (
    <FormField stretch errorText={shown === undefined ? undefined : <Refusal text={text} problem={shown} />}>
      <div data-search className="rg-filter">
        <Autosuggest
          ariaLabel="Filter expression"
          placeholder='Filter: service("orders") { fault } AND responsetime > 1'
          value={text}
          invalid={shown !== undefined}
          disableBrowserAutocorrect
          filteringType="manual"
          hideEnteredTextOption
          expandToViewport
          options={completions.map(({ text: value, ...words }) => ({ value, ...words }))}
          onChange={({ detail }) => {
            setText(detail.value);
            if (detail.value === '' && filter !== '') onRun('');
          }}
          onSelect={({ detail }) => {
            // Enter on the text itself comes here as well.
            if (detail.selectedOption === undefined) return;
            // The Enter that picks a completion does not run the filter too; its key event comes in this very task.
            picked.current = true;
            queueMicrotask(() => {
              picked.current = false;
            });
          }}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter' && !picked.current) run();
          }}
        />
        <Button onClick={run}>{traceId === undefined ? 'Run' : 'Open trace'}</Button>
        <Button variant="icon" iconName="status-info" ariaLabel="Help on filter expressions" onClick={() => openHelp('filter')} />
      </div>
    </FormField>
  );
}

/** The last word may become another one with the next key. */
function atEnd({ offset, length }: FilterProblem, text: string): boolean {
  return offset + length >= text.length;
}

/** The expression with the place marked, then what is wrong there. A refusal of the server has no place. */
function Refusal({ text, problem }: { readonly text: string; readonly problem: FilterProblem | string }): ReactNode {
  if (typeof problem === 'string') return visibleText(problem);
  const { offset, length, message, hint } = problem;
  return (
    <>
      <code className="rg-mono rg-filter-text">
        {visibleText(text.slice(0, offset))}
        <mark>{length === 0 ? '\u00a0' : visibleText(text.slice(offset, offset + length))}</mark>
        {visibleText(text.slice(offset + length))}
      </code>
      <span className="rg-filter-message">
        {visibleText(message)}. {hint === undefined ? null : <strong>{visibleText(hint)}</strong>}
      </span>
    </>
  );
}
