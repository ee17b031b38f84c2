/** The columns of the traces list. Used by TracesPage.tsx. */
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import { follow } from '../app/links.ts';
import { formatDuration } from '../format/duration.ts';
import { middleEllipsis, visibleText } from '../format/text.ts';
import { CopyButton } from '../look/CopyButton.tsx';
import { Outcome } from '../look/Outcome.tsx';
import { When } from '../look/When.tsx';
import type { SummaryRow } from './summary-row.ts';

export const traceColumns: readonly TableProps.ColumnDefinition<SummaryRow>[] = [
  {
    id: 'id',
    header: 'Trace',
    width: 150,
    isRowHeader: true,
    cell: (row) => (
      <>
        <Link href={`/traces/${row.id}`} onFollow={follow}>
          <span className="rg-mono" title={row.id}>
            …{row.id.slice(-12)}
          </span>
        </Link>
        <CopyButton text={row.id} label="Copy trace id" />
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    sortingField: 'status',
    width: 115,
    cell: (row) => (
      <span title={row.partial ? 'A parent of some segments has not arrived' : undefined}>
        <Outcome outcome={row.status} />
      </span>
    ),
  },
  { id: 'start', header: 'Started', sortingField: 'start', width: 175, cell: (row) => <When at={row.start} /> },
  numeric('responseTime', 'Response', 120, (row) => formatDuration(row.responseTime)),
  numeric('duration', 'Duration', 115, (row) => formatDuration(row.duration)),
  { id: 'method', header: 'Method', sortingField: 'method', width: 110, cell: (row) => text(row.method) },
  numeric('code', 'Code', 90, (row) => text(row.code?.toString())),
  { id: 'url', header: 'URL', sortingField: 'url', width: 330, cell: (row) => <span title={row.url}>{shortUrl(row.url)}</span> },
  { id: 'entryPoint', header: 'Entry point', sortingField: 'entryPoint', width: 150, cell: (row) => text(row.entryPoint) },
  { id: 'annotations', header: 'Annotations', width: 120, cell: (row) => <span className="rg-number">{row.annotations}</span> },
];

function numeric(
  id: string,
  header: string,
  width: number,
  value: (row: SummaryRow) => string,
): TableProps.ColumnDefinition<SummaryRow> {
  return { id, header, sortingField: id, width, cell: (row) => <span className="rg-number">{value(row)}</span> };
}

/** Behind an API's host and stage stands what tells requests apart: the end is worth more than the middle. */
function shortUrl(url: string | undefined): string {
  return middleEllipsis(text(url), 48);
}

function text(value: string | undefined): string {
  return value === undefined ? '–' : visibleText(value);
}
