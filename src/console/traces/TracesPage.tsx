/** `/traces`: the traces of a time range that match a filter expression, growing while traces arrive. AWS page: "Using filter expressions". */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import Toggle from '@cloudscape-design/components/toggle';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { CallError } from '../api/call.ts';
import { useLive } from '../api/use-live.ts';
import { Frame } from '../app/Frame.tsx';
import { CallFailed } from '../look/CallFailed.tsx';
import { NoTraces } from '../look/NoTraces.tsx';
import { TimeRangePicker } from '../time/TimeRangePicker.tsx';
import { describeRange, rangeFromSearch, rangeToSearch } from '../time/time-range.ts';
import { traceColumns } from './columns.tsx';
import { FilterBar } from './FilterBar.tsx';
import { type SortColumn, sortRows } from './summary-row.ts';
import type { TracesSearch } from './url.ts';
import { maxRows, type Summaries, useSummaries } from './use-summaries.ts';

const route = getRouteApi('/traces');
/** Cloudscape's table draws every row: 50 take 0.4 s, 1,000 would take 2.2 s. */
const pageSize = 50;
const widest = { kind: 'relative', minutes: 360 } as const;

export function TracesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<TracesSearch>): void => void navigate({ search: (all: TracesSearch) => ({ ...all, ...part }) });
  const { range, from, to, filter = '' } = search;
  const shown = useMemo(() => rangeFromSearch({ range, from, to }), [range, from, to]);
  const summaries = useSummaries(shown, filter);
  const live = search.live !== '0' && shown.kind === 'relative';
  useLive(live, summaries.refetch, undefined, 2000);
  const refused = summaries.error instanceof CallError && summaries.error.status === 400 && filter !== '';
  return (
    <Frame title="Traces" contentType="table">
      <SpaceBetween size="m">
        <Header variant="h1">Traces</Header>
        <div className="rg-toolbar">
          <div className="rg-grow">
            <FilterBar
              filter={filter}
              error={refused ? summaries.error?.message : undefined}
              onRun={(text) => change({ filter: text === '' ? undefined : text })}
            />
          </div>
          <TimeRangePicker range={shown} onChange={(picked) => change(rangeToSearch(picked))} />
          <div className="rg-field">
            <Toggle
              checked={live}
              disabled={shown.kind === 'absolute'}
              onChange={({ detail }) => change({ live: detail.checked ? undefined : '0' })}
            >
              Live
            </Toggle>
          </div>
          <Button iconName="refresh" ariaLabel="Refresh" loading={summaries.refreshing} onClick={summaries.refetch} />
        </div>
        {summaries.error !== null && !refused ? (
          <CallFailed what="The traces" error={summaries.error} onRetry={summaries.refetch} />
        ) : null}
        {refused ? null : (
          <TracesTable
            summaries={summaries}
            sort={search.sort ?? '-start'}
            filtered={filter !== ''}
            where={describeRange(shown)}
            onSort={(sort) => change({ sort: sort === '-start' ? undefined : sort })}
            onClearFilter={() => change({ filter: undefined })}
            onWiden={
              shown.kind === 'relative' && shown.minutes === widest.minutes ? undefined : () => change(rangeToSearch(widest))
            }
          />
        )}
      </SpaceBetween>
    </Frame>
  );
}

interface TracesTableProps {
  readonly summaries: Summaries;
  readonly sort: string;
  readonly filtered: boolean;
  readonly where: string;
  onSort(sort: string): void;
  onClearFilter(): void;
  readonly onWiden: (() => void) | undefined;
}

function TracesTable({ summaries, sort, filtered, where, onSort, onClearFilter, onWiden }: TracesTableProps) {
  const [page, setPage] = useState(1);
  const descending = sort.startsWith('-');
  const column = (descending ? sort.slice(1) : sort) as SortColumn;
  const rows = useMemo(() => sortRows(summaries.rows, column, descending), [summaries.rows, column, descending]);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const current = Math.min(page, pages);
  // biome-ignore lint/correctness/useExhaustiveDependencies: ages are counted from the moment at which the rows were read
  const columns = useMemo(() => traceColumns(new Date()), [summaries.rows]);
  return (
    <div className={summaries.stale ? 'rg-stale' : undefined}>
      <Table
        variant="full-page"
        items={rows.slice((current - 1) * pageSize, current * pageSize)}
        columnDefinitions={columns}
        trackBy="id"
        stickyHeader
        resizableColumns
        enableKeyboardNavigation
        contentDensity="compact"
        loading={summaries.loading}
        loadingText="Reading traces"
        sortingColumn={{ sortingField: column }}
        sortingDescending={descending}
        onSortingChange={({ detail }) =>
          onSort(`${detail.isDescending === true ? '-' : ''}${detail.sortingColumn.sortingField ?? 'start'}`)
        }
        header={
          <Header
            variant="h2"
            counter={`(${rows.length.toLocaleString()}${summaries.more ? '+' : ''})`}
            description={describeScan(summaries)}
          >
            Matching traces
          </Header>
        }
        pagination={
          <Pagination currentPageIndex={current} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />
        }
        empty={
          filtered ? (
            <NoMatch where={where} onClear={onClearFilter} onWiden={onWiden} />
          ) : (
            <NoTraces where={where} onWiden={onWiden} />
          )
        }
      />
    </div>
  );
}

function describeScan({ scanned, more, rows }: Summaries): string | undefined {
  if (rows.length >= maxRows)
    return `The newest ${maxRows.toLocaleString()} of more; narrow the time range or the filter to see the others.`;
  return scanned > 0 ? `${scanned.toLocaleString()} scanned${more ? ', reading on' : ''}` : undefined;
}

interface NoMatchProps {
  readonly where: string;
  onClear(): void;
  readonly onWiden: (() => void) | undefined;
}

function NoMatch({ where, onClear, onWiden }: NoMatchProps) {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="s">
        <Box variant="h3" tagOverride="h2">
          No trace of {where} matches the filter
        </Box>
        <SpaceBetween size="xs" direction="horizontal" alignItems="center">
          <Button onClick={onClear}>Clear filter</Button>
          {onWiden === undefined ? null : <Button onClick={onWiden}>Look at the last 6 hours</Button>}
        </SpaceBetween>
      </SpaceBetween>
    </Box>
  );
}
