/**
 * Parses a Logs Insights query: commands with `|` between them.
 *
 * Who calls it: StartQuery. Commands of AWS that are not built are refused by name, like those that nobody has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
import { type Column, type Command, type Expression, type FieldName, partsOf, type Query, type SortKey } from './nodes.ts';
import { parseExpression, takeKnownField } from './parse-expression.ts';
import { QueryError, QueryReader } from './reader.ts';

const notBuilt = [
  ...['addtotals', 'anomaly', 'diff', 'expand', 'filterindex', 'join', 'lookup', 'pattern', 'relevantfields', 'source', 'tail'],
  ...['unmask', 'unnest'],
];

/** AWS's largest `limit`. */
export const largestLimit = 100_000;

/** @throws QueryError that says what is wrong and where. */
export function parseQuery(text: string): Query {
  const reader = new QueryReader(text);
  const commands: Command[] = [];
  do {
    const failed = reader.unexpected();
    const command = parseCommand(reader);
    // As in AWS, nothing but a limit may follow a dedup.
    if (commands[commands.length - 1]?.kind === 'dedup' && command.kind !== 'limit') throw failed;
    commands.push(command);
  } while (reader.take('|'));
  if (!reader.atEnd) throw reader.unexpected();
  return { commands };
}

function parseCommand(reader: QueryReader): Command {
  const start = reader.position;
  const failed = reader.unexpected();
  const word = reader.takeAnyWord();
  switch (word?.toLowerCase()) {
    case 'fields':
      return { kind: 'fields', columns: parseColumns(reader, false) };
    case 'display':
      return { kind: 'display', names: parseNames(reader, takeKnownField) };
    case 'filter':
    case 'where':
      return { kind: 'filter', condition: parseExpression(reader) };
    case 'stats': {
      const columns = parseColumns(reader, true);
      return { kind: 'stats', columns, by: reader.takeWord('by') ? parseColumns(reader, false) : [] };
    }
    case 'sort':
    case 'order':
      reader.takeWord('by');
      return { kind: 'sort', keys: parseSortKeys(reader) };
    case 'limit':
    case 'head':
      return parseLimit(reader);
    case 'parse':
      return parseParse(reader);
    case 'dedup':
      return { kind: 'dedup', names: parseNames(reader, takeKnownField) };
    default:
      if (word !== undefined && notBuilt.includes(word.toLowerCase()))
        throw new QueryError(`the command ${word} is not built here`, start, start + word.length);
      throw failed;
  }
}

function parseColumns(reader: QueryReader, aggregates: boolean): Column[] {
  const columns: Column[] = [];
  do {
    const start = reader.position;
    const expression = parseExpression(reader, aggregates);
    const written = expression.kind === 'field' ? expression.field.text : reader.writtenSince(start);
    // `stats max(a) as most, min(a) as least, most - least`: the last column is made of the ones before.
    const fields = fieldsIn(expression);
    const known = fields.length > 0 && fields.every((name) => columns.some((column) => column.name === name));
    if (aggregates && !hasAggregate(expression) && !known)
      throw new QueryError(`stats needs an aggregation, not ${written}`, start, start + written.length);
    columns.push({ name: reader.takeWord('as') ? takeName(reader).text : written, expression });
  } while (reader.take(','));
  return columns;
}

/** @param take fields that are there, or new names for what the query makes. */
function parseNames(reader: QueryReader, take = (from: QueryReader) => from.takeFieldName()): FieldName[] {
  const names: FieldName[] = [];
  do {
    const name = take(reader);
    if (!name) throw reader.unexpected();
    names.push(name);
  } while (reader.take(','));
  return names;
}

function parseSortKeys(reader: QueryReader): SortKey[] {
  const keys: SortKey[] = [];
  do {
    const start = reader.position;
    const expression = parseExpression(reader, true);
    // `sort count(*)` names the column that stats has made, as it is written there.
    const written = reader.writtenSince(start);
    const key: Expression = hasAggregate(expression) ? { kind: 'field', field: { path: [written], text: written } } : expression;
    const descending = reader.takeWord('desc') || (reader.takeWord('asc') && false);
    keys.push({ expression: key, descending });
  } while (reader.take(','));
  return keys;
}

function parseLimit(reader: QueryReader): Command {
  const any = reader.takeWord('any');
  const failed = reader.unexpected();
  const start = reader.position;
  const count = reader.takeNumber();
  if (typeof count !== 'number' || !Number.isInteger(count)) throw failed;
  if (count < 1 || count > largestLimit)
    throw new QueryError(`limit takes 1 to ${largestLimit}, not ${count}`, start, reader.position);
  return { kind: 'limit', count, any };
}

/** `parse @message "a=*" as a`, `parse /(?<a>\d+)/`. Without a source it is `@message`. */
function parseParse(reader: QueryReader): Command {
  const atPattern = () => reader.peek() === '/' || reader.peek() === '"' || reader.peek() === "'";
  const message: Expression = { kind: 'field', field: { path: ['@message'], text: '@message' } };
  const source: Expression = atPattern() ? message : parseSource(reader);
  const start = reader.position;
  const regex = reader.takeRegex();
  if (regex) {
    const names = reader.takeWord('as') ? parseNames(reader).map((name) => name.text) : regex.names;
    if (names.length === 0) throw new QueryError('parse needs named groups in its regular expression', start, reader.position);
    return { kind: 'parse', source, regex: regex.regex, names };
  }
  const glob = reader.takeString();
  if (glob === undefined) throw reader.unexpected();
  if (!reader.takeWord('as')) throw reader.unexpected();
  const names = parseNames(reader).map((name) => name.text);
  const parts = glob.split('*');
  if (parts.length - 1 !== names.length)
    throw new QueryError(`parse has ${parts.length - 1} wildcards, but ${names.length} names`, start, reader.position);
  return { kind: 'parse', source, regex: globRegex(parts), names };
}

/** A field, or a call such as `tolower(@message)`: a `/` behind it is no division. */
function parseSource(reader: QueryReader): Expression {
  const field = takeKnownField(reader);
  if (!field) throw reader.unexpected();
  return { kind: 'field', field };
}

/** As little as possible for each wildcard; the last one takes the rest when nothing follows it. */
function globRegex(parts: readonly string[]): RegExp {
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const last = escaped.pop() ?? '';
  const wildcards = escaped.map(
    (part, place) => `${part}${place === escaped.length - 1 && last === '' ? '([\\s\\S]*)' : '([\\s\\S]*?)'}`,
  );
  return new RegExp(`${wildcards.join('')}${last}`);
}

function takeName(reader: QueryReader): FieldName {
  const name = reader.takeFieldName();
  if (!name) throw reader.unexpected();
  return name;
}

const hasAggregate = (expression: Expression): boolean =>
  expression.kind === 'aggregate' || partsOf(expression).some(hasAggregate);

const fieldsIn = (expression: Expression): string[] =>
  expression.kind === 'field' ? [expression.field.text] : partsOf(expression).flatMap(fieldsIn);
