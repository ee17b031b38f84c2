/** `/traces`: the traces of a time range that match a filter expression, growing while traces arrive. AWS page: "Using filter expressions". */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { CallError } from '../api/call.ts';
import { useLive } from '../api/use-live.ts';
import { Frame } from '../app/Frame.tsx';
import { FilterBar } from '../filter/FilterBar.tsx';
import { knownValues } from '../filter/known-values.ts';
import { quote } from '../format/filter-quote.ts';
import { GroupSelect } from '../groups/GroupSelect.tsx';
import { useGroups } from '../groups/use-groups.ts';
import { CallFailed } from '../look/CallFailed.tsx';
import { NoTraces } from '../look/NoTraces.tsx';
import { LiveToggle } from '../time/LiveToggle.tsx';
import { TimeRangePicker } from '../time/TimeRangePicker.tsx';
import { describeRange, rangeFromSearch, rangeToSearch } from '../time/time-range.ts';
import { traceColumns } from './columns.tsx';
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
  const { range, from, to, group, filter = '' } = search;
  const shown = useMemo(() => rangeFromSearch({ range, from, to }), [range, from, to]);
  const live = search.live !== '0' && shown.kind === 'relative';
  const summaries = useSummaries(shown, inGroup(filter, group), live);
  useLive(live, summaries.refetch, undefined, 2000);
  const groups = useGroups();
  const known = useMemo(
    () =>
      knownValues(
        summaries.all,
        groups.map(({ GroupName }) => GroupName ?? ''),
      ),
    [summaries.all, groups],
  );
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
              known={known}
              onRun={(text) => change({ filter: text === '' ? undefined : text, page: undefined })}
            />
          </div>
          <div className="rg-controls">
            <GroupSelect group={group} onChange={(name) => change({ group: name, page: undefined })} />
            <TimeRangePicker range={shown} onChange={(picked) => change({ ...rangeToSearch(picked), page: undefined })} />
            <LiveToggle live={live} range={shown} onChange={(on) => change({ live: on ? undefined : '0' })} />
            <Button iconName="refresh" ariaLabel="Refresh" loading={summaries.refreshing} onClick={summaries.refetch} />
          </div>
        </div>
        {summaries.error !== null && !refused ? (
          <CallFailed what="The traces" error={summaries.error} onRetry={summaries.refetch} />
        ) : null}
        {refused ? null : (
          <TracesTable
            summaries={summaries}
            sort={search.sort ?? '-start'}
            page={Math.max(1, Math.trunc(Number(search.page ?? 1)) || 1)}
            filtered={filter !== '' || group !== undefined}
            where={describeRange(shown)}
            onSort={(sort) => change({ sort: sort === '-start' ? undefined : sort })}
            onPage={(page) => change({ page: page === 1 ? undefined : String(page) })}
            onClearFilter={() => change({ filter: undefined, group: undefined })}
            onWiden={
              shown.kind === 'relative' && shown.minutes === widest.minutes ? undefined : () => change(rangeToSearch(widest))
            }
          />
        )}
      </SpaceBetween>
    </Frame>
  );
}

/** GetTraceSummaries takes no group, but the filter language knows them. */
function inGroup(filter: string, group: string | undefined): string {
  if (group === undefined) return filter;
  const condition = `group.name = ${quote(group)}`;
  return filter === '' ? condition : `${condition} AND (${filter})`;
}

interface TracesTableProps {
  readonly summaries: Summaries;
  readonly sort: string;
  readonly page: number;
  readonly filtered: boolean;
  readonly where: string;
  onSort(sort: string): void;
  onPage(page: number): void;
  onClearFilter(): void;
  readonly onWiden: (() => void) | undefined;
}

function TracesTable({ summaries, sort, page, filtered, where, onSort, onPage, onClearFilter, onWiden }: TracesTableProps) {
  const descending = sort.startsWith('-');
  const column = (descending ? sort.slice(1) : sort) as SortColumn;
  const rows = useMemo(() => sortRows(summaries.rows, column, descending), [summaries.rows, column, descending]);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const current = Math.min(page, pages);
  return (
    <div className={summaries.stale ? 'rg-stale' : undefined}>
      <Table
        variant="full-page"
        items={rows.slice((current - 1) * pageSize, current * pageSize)}
        columnDefinitions={traceColumns}
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
            actions={
              pages === 1 ? undefined : (
                <Pagination
                  currentPageIndex={current}
                  pagesCount={pages}
                  onChange={({ detail }) => onPage(detail.currentPageIndex)}
                />
              )
            }
          >
            Matching traces
          </Header>
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
        <div className="rg-choices">
          <Button onClick={onClear}>Clear filter</Button>
          {onWiden === undefined ? null : <Button onClick={onWiden}>Look at the last 6 hours</Button>}
        </div>
      </SpaceBetween>
    </Box>
  );
}
