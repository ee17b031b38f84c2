/** The map as a table, for whoever prefers words, and for narrow screens. Used by MapPage.tsx. */
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { formatDuration } from '../format/duration.ts';
import { visibleText } from '../format/text.ts';
import { type MapNode, typeLabel } from './map-model.ts';
import { formatShare } from './node-words.ts';
import { averageSeconds, type Outcomes } from './service-statistics.ts';

interface MapListProps {
  readonly nodes: readonly MapNode[];
  onChoose(node: MapNode): void;
}

const values: Readonly<Record<string, (node: MapNode) => number | string>> = {
  name: ({ name }) => name,
  type: ({ type }) => typeLabel(type),
  rate: ({ perMinute }) => perMinute ?? -1,
  average: ({ outcomes }) => averageSeconds(outcomes) ?? -1,
  fault: ({ outcomes }) => share(outcomes, 'fault') ?? -1,
  error: ({ outcomes }) => share(outcomes, 'error') ?? -1,
  throttle: ({ outcomes }) => share(outcomes, 'throttle') ?? -1,
};

export function MapList({ nodes, onChoose }: MapListProps) {
  const [sort, setSort] = useState({ field: 'fault', descending: true });
  const value = values[sort.field] ?? (() => 0);
  const items = [...nodes].sort((left, right) => {
    const [a, b] = [value(left), value(right)];
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
    return sort.descending ? -order : order;
  });
  const percent = (id: keyof Outcomes & string, header: string) => ({
    id,
    header,
    sortingField: id,
    width: 105,
    cell: ({ outcomes }: MapNode) => <span className="rg-number">{text(share(outcomes, id), formatShare)}</span>,
  });
  return (
    <Table
      variant="borderless"
      contentDensity="compact"
      items={items}
      trackBy="key"
      sortingColumn={{ sortingField: sort.field }}
      sortingDescending={sort.descending}
      onSortingChange={({ detail }) =>
        setSort({ field: detail.sortingColumn.sortingField ?? 'name', descending: detail.isDescending === true })
      }
      empty={<Box color="text-body-secondary">No node has this name.</Box>}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Name',
          maxWidth: 260,
          sortingField: 'name',
          isRowHeader: true,
          cell: (node) => (
            <Link
              href="#"
              onFollow={(event) => {
                event.preventDefault();
                onChoose(node);
              }}
            >
              {visibleText(node.name)}
            </Link>
          ),
        },
        { id: 'type', header: 'Type', sortingField: 'type', width: 170, cell: ({ type }) => typeLabel(type) },
        {
          id: 'rate',
          header: 'Requests/min',
          width: 140,
          sortingField: 'rate',
          cell: ({ perMinute }) => (
            <span className="rg-number">
              {text(perMinute, (rate) => rate.toLocaleString('en', { maximumFractionDigits: rate < 100 ? 1 : 0 }))}
            </span>
          ),
        },
        {
          id: 'average',
          header: 'Average',
          width: 110,
          sortingField: 'average',
          cell: ({ outcomes }) => <span className="rg-number">{formatDuration(averageSeconds(outcomes))}</span>,
        },
        percent('fault', 'Faults'),
        percent('error', 'Errors'),
        percent('throttle', 'Throttles'),
      ]}
    />
  );
}

function share(outcomes: Outcomes | undefined, kind: keyof Outcomes): number | undefined {
  return outcomes === undefined || outcomes.total === 0 ? undefined : outcomes[kind] / outcomes.total;
}

function text(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? '–' : format(value);
}
