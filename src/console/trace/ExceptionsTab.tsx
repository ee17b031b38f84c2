/** Exceptions with their stacks and causes. Used by SegmentPanel.tsx. AWS page: "X-Ray segment documents", cause. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Exception, Segment, Subsegment } from '../../model/segment-document.ts';
import { visibleText } from '../format/text.ts';
import { Value } from '../look/Value.tsx';
import { causeOf, exceptionChains, findException } from './exceptions.ts';
import type { TraceNode } from './trace-tree.ts';

interface ExceptionsTabProps {
  readonly document: Segment | Subsegment;
  readonly roots: readonly TraceNode[];
  onSelect(id: string): void;
}

export function ExceptionsTab({ document, roots, onSelect }: ExceptionsTabProps) {
  if (typeof document.cause === 'string') return <Elsewhere id={document.cause} roots={roots} onSelect={onSelect} />;
  const cause = causeOf(document);
  if (cause === undefined) return <Box color="text-body-secondary">It recorded no exception.</Box>;
  return (
    <SpaceBetween size="l">
      {cause.message === undefined ? null : <Value text={cause.message} />}
      {exceptionChains(cause).map(({ exceptions }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes; ids may be missing
        <SpaceBetween key={index} size="m">
          {exceptions.map((exception, place) => (
            <OneException key={exception.id ?? place} exception={exception} caused={place > 0} />
          ))}
        </SpaceBetween>
      ))}
      {cause.working_directory === undefined ? null : (
        <Box color="text-body-secondary">Working directory: {visibleText(cause.working_directory)}</Box>
      )}
    </SpaceBetween>
  );
}

function OneException({ exception, caused }: { readonly exception: Exception; readonly caused: boolean }) {
  const { type, message, remote, stack, truncated, skipped } = exception;
  return (
    <div className="rg-exception">
      {caused ? (
        <Box color="text-body-secondary" fontSize="body-s">
          Caused by{skipped === undefined || skipped === 0 ? '' : ` (${skipped} between left out)`}
        </Box>
      ) : null}
      <Box fontWeight="bold">
        {visibleText(type ?? 'Exception')}
        {remote === true ? ' (raised by the called service)' : ''}
      </Box>
      {message === undefined ? null : <Value text={message} />}
      <ol className="rg-frames rg-mono">
        {(stack ?? []).map((frame, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same frame may occur twice
          <li key={index}>
            {visibleText(frame.label ?? '(unnamed)')}{' '}
            <span className="rg-break">
              {visibleText(frame.path ?? '')}
              {frame.line === undefined ? '' : `:${frame.line}`}
            </span>
          </li>
        ))}
      </ol>
      {truncated === undefined || truncated === 0 ? null : (
        <Box color="text-body-secondary">{truncated} more frames were cut off</Box>
      )}
    </div>
  );
}

function Elsewhere({
  id,
  roots,
  onSelect,
}: {
  readonly id: string;
  readonly roots: readonly TraceNode[];
  onSelect(id: string): void;
}) {
  const owner = findException(roots, id);
  return owner === undefined ? (
    <Box>The exception {visibleText(id)} is recorded on a part of the trace that has not arrived.</Box>
  ) : (
    <SpaceBetween size="xs">
      <Box>The exception was recorded further down, by {visibleText(owner.name)}.</Box>
      <Button onClick={() => onSelect(owner.id)}>Show it</Button>
    </SpaceBetween>
  );
}
