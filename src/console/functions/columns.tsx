/** The columns of the functions list. Used by FunctionsPage.tsx. */
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { follow } from '../app/links.ts';
import { visibleText } from '../format/text.ts';
import { When } from '../look/When.tsx';
import { lambdaTime, tracingMode } from './sort-functions.ts';

export function functionColumns(now: Date): readonly TableProps.ColumnDefinition<FunctionConfiguration>[] {
  return [
    {
      id: 'name',
      header: 'Function name',
      sortingField: 'FunctionName',
      width: 340,
      isRowHeader: true,
      cell: ({ FunctionName = '' }) => (
        <Link href={functionHref(FunctionName)} onFollow={follow}>
          <span title={FunctionName}>{visibleText(FunctionName)}</span>
        </Link>
      ),
    },
    { id: 'runtime', header: 'Runtime', sortingField: 'Runtime', width: 140, cell: ({ Runtime }) => Runtime ?? '–' },
    {
      id: 'tracing',
      header: 'Tracing',
      sortingField: 'tracing',
      width: 150,
      cell: (row) => <TracingMode mode={tracingMode(row)} />,
    },
    {
      id: 'memory',
      header: 'Memory',
      sortingField: 'MemorySize',
      width: 120,
      cell: ({ MemorySize }) => <span className="rg-number">{MemorySize === undefined ? '–' : `${MemorySize} MB`}</span>,
    },
    {
      id: 'timeout',
      header: 'Timeout',
      sortingField: 'Timeout',
      width: 130,
      cell: ({ Timeout }) => <span className="rg-number">{Timeout === undefined ? '–' : `${Timeout} s`}</span>,
    },
    {
      id: 'modified',
      header: 'Last modified',
      sortingField: 'LastModified',
      width: 240,
      cell: ({ LastModified }) => <When at={lambdaTime(LastModified)} now={now} />,
    },
  ];
}

export function functionHref(name: string): string {
  return `/functions/${encodeURIComponent(name)}`;
}

/** AWS's word with a sign: only an active one sends segments of its own. */
export function TracingMode({ mode }: { readonly mode: string }) {
  return <StatusIndicator type={mode === 'Active' ? 'success' : 'stopped'}>{visibleText(mode)}</StatusIndicator>;
}
