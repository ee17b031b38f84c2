/** `/functions`: the account's Lambda functions. AWS page: "Lambda console", functions list. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { allPages } from '../api/all-pages.ts';
import type { FunctionConfiguration, ListFunctionsResult } from '../api/lambda-types.ts';
import { notIsolated, useServer } from '../api/use-server.ts';
import { Frame } from '../app/Frame.tsx';
import { useUrlText } from '../app/use-url-text.ts';
import { visibleText } from '../format/text.ts';
import { CallFailed } from '../look/CallFailed.tsx';
import { Command } from '../look/Command.tsx';
import { functionColumns } from './columns.tsx';
import { orderOf, sortFunctions } from './sort-functions.ts';
import type { FunctionsSearch } from './url.ts';

const route = getRouteApi('/functions');
const pageSize = 50;

export function FunctionsPage() {
  const query = useQuery({
    queryKey: ['ListFunctions'],
    queryFn: async ({ signal }) => {
      const pages = await allPages<ListFunctionsResult>('ListFunctions', { MaxItems: 50 }, signal);
      return pages.flatMap(({ Functions }) => Functions ?? []);
    },
    refetchInterval: 10_000,
  });
  const refetch = (): void => void query.refetch();
  return (
    <Frame title="Functions" contentType="table">
      <SpaceBetween size="m">
        <Header
          variant="h1"
          actions={<Button iconName="refresh" ariaLabel="Refresh" loading={query.isFetching} onClick={refetch} />}
        >
          Functions
        </Header>
        {query.error === null ? null : <CallFailed what="The functions" error={query.error} onRetry={refetch} />}
        <NotIsolated />
        {query.error !== null && query.data === undefined ? null : (
          <FunctionsTable functions={query.data ?? []} loading={query.isPending} />
        )}
      </SpaceBetween>
    </Frame>
  );
}

interface FunctionsTableProps {
  readonly functions: readonly FunctionConfiguration[];
  readonly loading: boolean;
}

function FunctionsTable({ functions, loading }: FunctionsTableProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<FunctionsSearch>): void =>
    void navigate({ search: (all: FunctionsSearch) => ({ ...all, ...part }), replace: true });
  const [text, setText] = useUrlText(search.find ?? '', (find) => change({ find, page: undefined }));
  const { column, descending } = orderOf(search.sort);
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const matching = functions.filter(({ FunctionName = '' }) => FunctionName.toLowerCase().includes(wanted));
    return sortFunctions(matching, column, descending);
  }, [functions, text, column, descending]);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const current = Math.min(Math.max(1, Math.trunc(Number(search.page ?? 1)) || 1), pages);
  return (
    <Table
      variant="full-page"
      items={rows.slice((current - 1) * pageSize, current * pageSize)}
      columnDefinitions={functionColumns}
      trackBy="FunctionName"
      stickyHeader
      resizableColumns
      enableKeyboardNavigation
      contentDensity="compact"
      loading={loading}
      loadingText="Reading functions"
      sortingColumn={{ sortingField: column }}
      sortingDescending={descending}
      onSortingChange={({ detail }) =>
        change({ sort: `${detail.isDescending === true ? '-' : ''}${detail.sortingColumn.sortingField ?? 'LastModified'}` })
      }
      header={
        <Header variant="h2" counter={`(${rows.length.toLocaleString()})`}>
          Deployed functions
        </Header>
      }
      filter={
        <div className="rg-find">
          <Input
            type="search"
            ariaLabel="Find functions by name"
            placeholder="Find functions by name"
            value={text}
            onChange={({ detail }) => setText(detail.value)}
          />
        </div>
      }
      pagination={
        <Pagination
          currentPageIndex={current}
          pagesCount={pages}
          onChange={({ detail }) => change({ page: detail.currentPageIndex === 1 ? undefined : String(detail.currentPageIndex) })}
        />
      }
      empty={functions.length === 0 ? <NoFunctions /> : <NoMatch text={text.trim()} onClear={() => setText('')} />}
    />
  );
}

/** Code of a stack from anywhere runs as a plain process then: said where it is deployed, as at the server's start. */
function NotIsolated() {
  const warning = notIsolated(useServer());
  return warning === undefined ? null : (
    <Alert type="warning" header="Functions are not isolated">
      {visibleText(warning.replace(/^Functions are not isolated: /, ''))}
    </Alert>
  );
}

function NoFunctions() {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }} color="inherit">
      <SpaceBetween size="s">
        <Box variant="h3" tagOverride="h2">
          No function is deployed yet
        </Box>
        <div className="rg-narrow">
          <Box color="text-body-secondary">Deploy a stack of your own</Box>
          <Command command="npx radiograph run -- sam deploy --guided" />
        </div>
      </SpaceBetween>
    </Box>
  );
}

function NoMatch({ text, onClear }: { readonly text: string; onClear(): void }) {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="s">
        <Box variant="h3" tagOverride="h2">
          No function’s name holds “{text}”
        </Box>
        <Button onClick={onClear}>Clear filter</Button>
      </SpaceBetween>
    </Box>
  );
}
