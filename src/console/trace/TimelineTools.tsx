/** Above the timeline: what is in the trace, finding in it, and how much of it is shown. Used by Timeline.tsx. */
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import { openHelp } from '../help/help-state.ts';
import type { TraceTree } from './trace-tree.ts';

interface TimelineToolsProps {
  readonly tree: TraceTree;
  readonly problems: number;
  readonly find: string;
  readonly matches: number;
  /** Which match is the active row, from 0; -1 for none. */
  readonly match: number;
  readonly zoomed: boolean;
  onFind(text: string): void;
  onProblem(step: 1 | -1): void;
  onMatch(step: 1 | -1): void;
  onWhole(): void;
  onExpand(): void;
  onCollapse(): void;
}

export function TimelineTools(props: TimelineToolsProps) {
  const { tree, problems, find, matches, match, zoomed, onFind, onProblem, onMatch, onWhole, onExpand, onCollapse } = props;
  const searching = find.trim() !== '';
  return (
    <div className="rg-timeline-bar">
      <div className="rg-find">
        <Input
          type="search"
          ariaLabel="Find in trace"
          placeholder="Find in trace"
          value={find}
          onChange={({ detail }) => onFind(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter' && matches > 0) onMatch(detail.shiftKey ? -1 : 1);
          }}
        />
      </div>
      {searching ? (
        <span className="rg-steps">
          <span aria-live="polite">{matchWords(matches, match)}</span>
          <Steps of="match" disabled={matches === 0} onStep={onMatch} />
        </span>
      ) : null}
      <span className="rg-steps">
        <span>
          {counted(tree.count, 'row')} · {counted(tree.services.length, 'service')}
          {problems === 0 ? '' : ` · ${counted(problems, 'problem')}`}
        </span>
        {problems === 0 ? null : <Steps of="problem" disabled={false} onStep={onProblem} />}
      </span>
      <span className="rg-timeline-views">
        <Button variant="inline-link" disabled={!zoomed} onClick={onWhole}>
          Whole trace
        </Button>
        <Button variant="inline-link" onClick={onExpand}>
          Expand all
        </Button>
        <Button variant="inline-link" onClick={onCollapse}>
          Collapse all
        </Button>
        <Button variant="inline-link" onClick={() => openHelp('keys')}>
          Keys
        </Button>
      </span>
    </div>
  );
}

function Steps({ of, disabled, onStep }: { readonly of: string; readonly disabled: boolean; onStep(step: 1 | -1): void }) {
  return (
    <>
      <Button
        variant="inline-icon"
        iconName="angle-up"
        ariaLabel={`Previous ${of}`}
        disabled={disabled}
        onClick={() => onStep(-1)}
      />
      <Button
        variant="inline-icon"
        iconName="angle-down"
        ariaLabel={`Next ${of}`}
        disabled={disabled}
        onClick={() => onStep(1)}
      />
    </>
  );
}

function matchWords(matches: number, match: number): string {
  if (matches === 0) return 'no match';
  return match < 0 ? counted(matches, 'match', 'matches') : `${(match + 1).toLocaleString()} of ${matches.toLocaleString()}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
