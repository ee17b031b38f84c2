/**
 * Does a log event match a filter pattern? Who calls it: FilterLogEvents, for every event that it reads, and
 * subscription and metric filters, for every event that comes in.
 *
 * Of a JSON event the scalars are compared: a property that is missing, an object or an array matches no comparison, not even `!=`.
 */
import type { Field, FieldCondition, FilterPattern, JsonCondition, Selector, Term } from './nodes.ts';
import { compareText } from './operand.ts';

export function matchesFilterPattern(pattern: FilterPattern, message: string): boolean {
  switch (pattern.kind) {
    case 'all':
      return true;
    case 'terms': {
      const found = (term: Term) => (term.kind === 'text' ? message.includes(term.text) : term.regex.test(message));
      if (pattern.excluded.some(found)) return false;
      if (pattern.required.length > 0) return pattern.required.every(found);
      return pattern.optional.length === 0 || pattern.optional.some(found);
    }
    case 'fields':
      return matchesFields(pattern.before, pattern.after, splitFields(message));
    case 'json': {
      const event = parseEvent(message);
      return event !== undefined && matchesJson(pattern.condition, event);
    }
  }
}

/** Text that every matching event has in it: what the database can look for before events are read. */
export function requiredText(pattern: FilterPattern): readonly string[] {
  if (pattern.kind !== 'terms') return [];
  return pattern.required.flatMap((term) => (term.kind === 'text' && term.text !== '' ? [term.text] : []));
}

function matchesFields(before: readonly Field[], after: readonly Field[] | undefined, fields: readonly string[]): boolean {
  const wanted = before.length + (after?.length ?? 0);
  if (after ? fields.length < wanted : fields.length !== wanted) return false;
  const all = (wantedFields: readonly Field[], start: number) =>
    wantedFields.every(({ condition }, place) => !condition || matchesField(condition, fields[start + place] ?? ''));
  return all(before, 0) && all(after ?? [], fields.length - (after?.length ?? 0));
}

function matchesField(condition: FieldCondition, text: string): boolean {
  switch (condition.kind) {
    case 'compare':
      return compareText(text, condition.operator, condition.operand);
    case 'and':
      return matchesField(condition.left, text) && matchesField(condition.right, text);
    case 'or':
      return matchesField(condition.left, text) || matchesField(condition.right, text);
  }
}

/** Between blanks; what stands in quotation marks or square brackets is one field, without them. */
export function splitFields(message: string): string[] {
  const fields: string[] = [];
  for (const [, quoted, bracketed, plain] of message.matchAll(/"([^"]*)"|\[([^\]]*)\]|(\S+)/g))
    fields.push(quoted ?? bracketed ?? plain ?? '');
  return fields;
}

export function parseEvent(message: string): unknown {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function matchesJson(condition: JsonCondition, event: unknown): boolean {
  switch (condition.kind) {
    case 'and':
      return matchesJson(condition.left, event) && matchesJson(condition.right, event);
    case 'or':
      return matchesJson(condition.left, event) || matchesJson(condition.right, event);
    case 'exists':
      return select(event, condition.selector, 0, () => true) === condition.wanted;
    case 'is':
      return select(event, condition.selector, 0, (value) => value === condition.value);
    case 'compare': {
      const { operator, operand } = condition;
      return select(event, condition.selector, 0, (value) => {
        if (typeof value === 'string') {
          // Text is not compared by size, even when it looks like a number.
          if (operator !== '=' && operator !== '!=') return false;
          return compareText(value, operator, operand);
        }
        return (typeof value === 'number' || typeof value === 'boolean') && compareText(String(value), operator, operand);
      });
    }
  }
}

/** Is there a value at the selector that passes? A wildcard tries every member or element. */
export function select(value: unknown, selector: Selector, at: number, passes: (value: unknown) => boolean): boolean {
  const step = selector[at];
  if (!step) return passes(value);
  if (typeof value !== 'object' || value === null) return false;
  switch (step.kind) {
    case 'every':
      return Object.values(value).some((member) => select(member, selector, at + 1, passes));
    case 'element':
      return Array.isArray(value) && step.index < value.length && select(value[step.index], selector, at + 1, passes);
    case 'member':
      if (Array.isArray(value) || !Object.hasOwn(value, step.name)) return false;
      return select((value as Record<string, unknown>)[step.name], selector, at + 1, passes);
  }
}
