/**
 * Which columns a query shows, and how: what it names with `display`, else all that it names with `fields`, `parse` and `stats`, else
 * the time and the message.
 */
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { Column, FieldName, Query } from './nodes.ts';
import type { Row } from './record.ts';
import { shownText, type Value } from './values.ts';

type Show = (value: Value) => string | undefined;

export interface ShownColumn {
  readonly field: FieldName;
  readonly show: Show;
}

const named = (name: string): FieldName => ({ path: [name], text: name });
const raw: Show = (value) => shownText(value, false);
const calculated: Show = (value) => shownText(value, true);

/** @returns the columns, and whether a row still is an event, which has `@ptr`. */
export function columnsOf({ commands }: Query): { readonly columns: readonly ShownColumn[]; readonly events: boolean } {
  const shows = new Map<string, Show>();
  let columns = new Map<string, FieldName>();
  let parsed = new Map<string, FieldName>();
  let explicit = false;
  let events = true;
  const showOf = (field: FieldName): Show => shows.get(field.text) ?? raw;
  const add = ({ name, expression }: Column) => {
    const plain = expression.kind === 'field' ? expression.field : undefined;
    const show = plain ? showOf(plain) : calculated;
    shows.set(name, show);
    columns.set(name, plain?.text === name ? plain : named(name));
  };
  for (const command of commands) {
    switch (command.kind) {
      case 'fields':
        for (const column of command.columns) add(column);
        break;
      case 'parse':
        for (const name of command.names) parsed.set(name, named(name));
        break;
      case 'display':
        columns = new Map(command.names.map((name) => [name.text, name]));
        parsed = new Map();
        explicit = true;
        break;
      case 'stats': {
        const { columns: aggregates, by } = command;
        columns = new Map();
        parsed = new Map();
        for (const column of [...by, ...aggregates]) add(column);
        // A row of stats knows its columns by their whole names only.
        for (const name of columns.keys()) columns.set(name, named(name));
        events = false;
        explicit = true;
        break;
      }
      default:
    }
  }
  if (!explicit && columns.size === 0) columns = new Map(['@timestamp', '@message'].map((name) => [name, named(name)]));
  const all = new Map([...columns, ...parsed]);
  return { columns: [...all.values()].map((field) => ({ field, show: showOf(field) })), events };
}

/** One row of GetQueryResults. Columns that the row lacks are left out. */
export function shownRow(row: Row, columns: readonly ShownColumn[]): ResultField[] {
  const fields: ResultField[] = [];
  for (const { field, show } of columns) {
    const value = show(row.get(field));
    if (value !== undefined) fields.push({ field: field.text, value });
  }
  if (row.record && !columns.some(({ field }) => field.text === '@ptr'))
    fields.push({ field: '@ptr', value: row.record.source.pointer(row.record.event) });
  return fields;
}
