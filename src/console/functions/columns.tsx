/** The columns of the functions list. Used by FunctionsPage.tsx. */
import Icon from '@cloudscape-design/components/icon';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { FunctionConfiguration } from '../api/lambda-types.ts';
import { follow } from '../app/links.ts';
import { visibleText } from '../format/text.ts';
import { CopyButton } from '../look/CopyButton.tsx';
import { When } from '../look/When.tsx';
import { functionHref } from './function-href.ts';
import { lambdaTime, tracingMode } from './sort-functions.ts';

export const functionColumns: readonly TableProps.ColumnDefinition<FunctionConfiguration>[] = [
  {
    id: 'name',
    header: 'Function name',
    sortingField: 'FunctionName',
    width: 290,
    isRowHeader: true,
    cell: ({ FunctionName = '', State, LastUpdateStatus }) => (
      <>
        {isReady(State, LastUpdateStatus) ? null : <NotReady state={State} update={LastUpdateStatus} />}
        <Link href={functionHref(FunctionName)} onFollow={follow}>
          <span title={FunctionName}>{visibleText(FunctionName)}</span>
        </Link>
        <CopyButton text={FunctionName} label="Copy function name" />
      </>
    ),
  },
  { id: 'runtime', header: 'Runtime', sortingField: 'Runtime', width: 125, cell: ({ Runtime }) => Runtime ?? '–' },
  {
    id: 'tracing',
    header: 'Tracing',
    sortingField: 'tracing',
    width: 152,
    cell: (row) => <TracingMode mode={tracingMode(row)} />,
  },
  {
    id: 'memory',
    header: 'Memory',
    sortingField: 'MemorySize',
    width: 118,
    cell: ({ MemorySize }) => <span className="rg-number">{MemorySize === undefined ? '–' : `${MemorySize} MB`}</span>,
  },
  {
    id: 'timeout',
    header: 'Timeout',
    sortingField: 'Timeout',
    width: 118,
    cell: ({ Timeout }) => <span className="rg-number">{Timeout === undefined ? '–' : `${Timeout} s`}</span>,
  },
  {
    id: 'modified',
    header: 'Last modified',
    sortingField: 'LastModified',
    width: 240,
    cell: ({ LastModified }) => <When at={lambdaTime(LastModified)} />,
  },
];

function isReady(state = 'Active', update = 'Successful'): boolean {
  return state === 'Active' && update === 'Successful';
}

/** A function that cannot be invoked yet, or whose last change did not succeed: a sign, and Lambda's words as its title. */
function NotReady({ state = 'Active', update }: { readonly state?: string | undefined; readonly update?: string | undefined }) {
  const words = visibleText(state === 'Active' ? `Last update: ${update ?? ''}` : `State: ${state}`);
  const failed = /Failed/.test(words);
  return (
    <span title={words}>
      <Icon
        name={failed ? 'status-negative' : 'status-in-progress'}
        variant={failed ? 'error' : 'subtle'}
        ariaLabel={words}
      />{' '}
    </span>
  );
}

/** AWS's word with a sign: only an active one sends segments of its own. */
export function TracingMode({ mode }: { readonly mode: string }) {
  return <StatusIndicator type={mode === 'Active' ? 'success' : 'stopped'}>{visibleText(mode)}</StatusIndicator>;
}
