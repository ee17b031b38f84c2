/**
 * What the database can leave out before events are read: conditions that every matching event meets. Nothing here decides; each
 * event is still put to the whole filter.
 */
import { columnsOf } from './columns.ts';
import { type Expression, partsOf, type Query } from './nodes.ts';

export interface Narrowed {
  /** Text that the message has in it. */
  readonly texts: readonly string[];
  /** Undefined: any. */
  readonly logStream: string | undefined;
  /** Whether the query looks into messages at all. */
  readonly messages: boolean;
}

export function narrow(query: Query): Narrowed {
  const { commands } = query;
  const texts: string[] = [];
  let logStream: string | undefined;
  const named = new Set<string>();
  for (const command of commands) {
    if (command.kind === 'fields')
      for (const { name, expression } of command.columns) {
        if (expression.kind !== 'field' || expression.field.text !== name) named.add(name);
      }
    else if (command.kind === 'parse') for (const name of command.names) named.add(name);
    else if (command.kind === 'filter')
      for (const condition of conjuncts(command.condition)) {
        const met = required(condition);
        if (!met || named.has(met.field)) continue;
        if (met.field === '@logStream') logStream ??= met.text;
        else texts.push(met.text);
      }
    else if (command.kind !== 'display') break;
  }
  return { texts, logStream, messages: needsMessages(query) };
}

/** Fields that stand beside the message. */
const besides = new Set(['@timestamp', '@ingestionTime', '@logStream', '@log', '@ptr']);

function needsMessages(query: Query): boolean {
  const { columns, events } = columnsOf(query);
  const shown = events ? columns.map(({ field }) => field.text) : [];
  return [...shown, ...query.commands.flatMap(namesIn)].some((name) => !besides.has(name));
}

function namesIn(command: Query['commands'][number]): string[] {
  switch (command.kind) {
    case 'fields':
      return command.columns.flatMap(({ expression }) => fieldsIn(expression));
    case 'stats':
      return [...command.columns, ...command.by].flatMap(({ expression }) => fieldsIn(expression));
    case 'filter':
      return fieldsIn(command.condition);
    case 'sort':
      return command.keys.flatMap(({ expression }) => fieldsIn(expression));
    case 'parse':
      return fieldsIn(command.source);
    case 'dedup':
    case 'display':
      return command.names.map((name) => name.text);
    case 'limit':
      return [];
  }
}

/** The names of all fields in an expression. */
const fieldsIn = (expression: Expression): string[] =>
  expression.kind === 'field' ? [expression.field.text] : partsOf(expression).flatMap(fieldsIn);

function* conjuncts(expression: Expression): Generator<Expression> {
  if (expression.kind === 'and') {
    yield* conjuncts(expression.left);
    yield* conjuncts(expression.right);
  } else yield expression;
}

function required(expression: Expression): { readonly field: string; readonly text: string } | undefined {
  if (expression.kind === 'like' && expression.operand.kind === 'field') {
    const field = expression.operand.field.text;
    const text = typeof expression.pattern === 'string' ? expression.pattern : expression.pattern.literal;
    return field === '@message' && text !== undefined && text !== '' ? { field, text } : undefined;
  }
  if (expression.kind !== 'compare' || expression.operator !== '=') return undefined;
  const { left, right } = expression;
  if (left.kind !== 'field' || right.kind !== 'literal' || typeof right.value !== 'string') return undefined;
  const field = left.field.text;
  switch (field) {
    case '@logStream':
    case '@requestId':
      return { field, text: right.value };
    case '@type':
      return { field, text: `${right.value} RequestId: ` };
    default:
      return undefined;
  }
}
