/** The columns of the traces list. Used by TracesPage.tsx. */
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import { follow } from '../app/links.ts';
import { formatAge, formatDuration, formatTime, formatUtc } from '../format/duration.ts';
import { visibleText } from '../format/text.ts';
import { Outcome } from '../look/Outcome.tsx';
import type { SummaryRow } from './summary-row.ts';

export function traceColumns(now: Date): readonly TableProps.ColumnDefinition<SummaryRow>[] {
  return [
    {
      id: 'id',
      header: 'Trace',
      width: 140,
      isRowHeader: true,
      cell: (row) => (
        <Link href={`/traces/${row.id}`} onFollow={follow}>
          <span className="rg-mono" title={row.id}>
            …{row.id.slice(-12)}
          </span>
        </Link>
      ),
    },
    {
      id: 'start',
      header: 'Started',
      sortingField: 'start',
      width: 195,
      cell: (row) =>
        row.start === undefined ? (
          '–'
        ) : (
          <span className="rg-number" title={formatUtc(row.start)}>
            {formatTime(row.start, now)} · {formatAge(now.getTime() / 1000 - row.start)}
          </span>
        ),
    },
    {
      id: 'status',
      header: 'Status',
      sortingField: 'status',
      width: 120,
      cell: (row) => (
        <span title={row.partial ? 'A parent of some segments has not arrived' : undefined}>
          <Outcome outcome={row.status} />
        </span>
      ),
    },
    numeric('responseTime', 'Response', 120, (row) => formatDuration(row.responseTime)),
    numeric('duration', 'Duration', 115, (row) => formatDuration(row.duration)),
    { id: 'method', header: 'Method', sortingField: 'method', width: 110, cell: (row) => text(row.method) },
    numeric('code', 'Code', 90, (row) => text(row.code?.toString())),
    { id: 'url', header: 'URL', sortingField: 'url', width: 280, cell: (row) => <span title={row.url}>{text(row.url)}</span> },
    { id: 'entryPoint', header: 'Entry point', sortingField: 'entryPoint', width: 150, cell: (row) => text(row.entryPoint) },
    { id: 'annotations', header: 'Annotations', width: 120, cell: (row) => <span className="rg-number">{row.annotations}</span> },
  ];
}

function numeric(
  id: string,
  header: string,
  width: number,
  value: (row: SummaryRow) => string,
): TableProps.ColumnDefinition<SummaryRow> {
  return { id, header, sortingField: id, width, cell: (row) => <span className="rg-number">{value(row)}</span> };
}

function text(value: string | undefined): string {
  return value === undefined ? '–' : visibleText(value);
}
