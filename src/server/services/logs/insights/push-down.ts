/**
 * What the database can leave out before events are read: conditions that every matching event meets. Nothing here decides; each
 * event is still put to the whole filter.
 */
import type { Expression, Query } from './nodes.ts';

export interface Narrowed {
  /** Text that the message has in it. */
  readonly texts: readonly string[];
  /** Undefined: any. */
  readonly logStream: string | undefined;
}

export function narrow({ commands }: Query): Narrowed {
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
  return { texts, logStream };
}

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
