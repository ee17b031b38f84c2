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
import { useMemo, useState } from 'react';
import { allPages } from '../api/all-pages.ts';
import type { FunctionConfiguration, ListFunctionsResult } from '../api/lambda-types.ts';
import { Frame } from '../app/Frame.tsx';
import { CallFailed } from '../look/CallFailed.tsx';
import { functionColumns } from './columns.tsx';
import { type FunctionColumn, sortFunctions } from './sort-functions.ts';

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
  const [text, setText] = useState('');
  const [page, setPage] = useState(1);
  const [sorting, setSorting] = useState<{ column: FunctionColumn; descending: boolean }>({
    column: 'LastModified',
    descending: true,
  });
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const matching = functions.filter(({ FunctionName = '' }) => FunctionName.toLowerCase().includes(wanted));
    return sortFunctions(matching, sorting.column, sorting.descending);
  }, [functions, text, sorting]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: ages are counted from the moment at which the rows were read
  const columns = useMemo(() => functionColumns(new Date()), [functions]);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const current = Math.min(page, pages);
  return (
    <Table
      variant="full-page"
      items={rows.slice((current - 1) * pageSize, current * pageSize)}
      columnDefinitions={columns}
      trackBy="FunctionName"
      stickyHeader
      resizableColumns
      enableKeyboardNavigation
      contentDensity="compact"
      loading={loading}
      loadingText="Reading functions"
      sortingColumn={{ sortingField: sorting.column }}
      sortingDescending={sorting.descending}
      onSortingChange={({ detail }) =>
        setSorting({
          column: (detail.sortingColumn.sortingField ?? 'LastModified') as FunctionColumn,
          descending: detail.isDescending === true,
        })
      }
      header={
        <Header variant="h2" counter={`(${rows.length.toLocaleString()})`}>
          Deployed functions
        </Header>
      }
      filter={
        <Input
          type="search"
          ariaLabel="Find functions by name"
          placeholder="Find functions by name"
          value={text}
          onChange={({ detail }) => setText(detail.value)}
        />
      }
      pagination={
        <Pagination currentPageIndex={current} pagesCount={pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} />
      }
      empty={functions.length === 0 ? <NoFunctions /> : <NoMatch text={text.trim()} onClear={() => setText('')} />}
    />
  );
}

function NoFunctions() {
  return (
    <div style={{ maxInlineSize: 560, marginInline: 'auto', textAlign: 'start' }}>
      <Alert type="info" header="No function is deployed yet">
        Deploy the example with <code className="rg-mono">npx radiograph demo</code>, or a stack of your own with{' '}
        <code className="rg-mono">npx radiograph run -- sam deploy --guided</code>.
      </Alert>
    </div>
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
