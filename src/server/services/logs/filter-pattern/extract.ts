/**
 * What a filter pattern takes out of an event that it matches: `$ip`, `$.latency`. Who calls it: TestMetricFilter shows it, metric
 * filters turn it into values and dimensions, subscription filters send the named fields along.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
 */
import { parseEvent, select, splitFields } from './match.ts';
import type { Field, FieldsPattern, FilterPattern, JsonCondition, Selector } from './nodes.ts';
import { parseSelector } from './parse-json.ts';
import { PatternReader } from './tokens.ts';

/** Every field of a fields pattern, named or `$N`; every property that a JSON pattern asks for; nothing for terms. */
export function extractValues(pattern: FilterPattern, message: string): Record<string, string> {
  switch (pattern.kind) {
    case 'all':
    case 'terms':
      return {};
    case 'fields':
      return Object.fromEntries(fieldsOf(pattern, message).map(([name, value]) => [`$${name}`, value]));
    case 'json': {
      const event = parseEvent(message);
      const values: Record<string, string> = {};
      for (const selector of selectorsOf(pattern.condition)) {
        const value = valueAt(event, selector);
        if (value !== undefined) values[selectorText(selector)] = value;
      }
      return values;
    }
  }
}

/**
 * Looks up one reference, `$size`, `$3` or `$.a.b`, in an event that the pattern matches.
 * @returns undefined when the pattern or the event has no such thing, or when it is no scalar.
 */
export function valueOfReference(pattern: FilterPattern, message: string, reference: string): string | undefined {
  if (reference.startsWith('$.') || reference.startsWith('$['))
    return pattern.kind === 'json' ? valueAt(parseEvent(message), selectorOf(reference)) : undefined;
  if (pattern.kind !== 'fields') return undefined;
  return fieldsOf(pattern, message).find(([name]) => `$${name}` === reference)?.[1];
}

/** @throws PatternError for what is no selector. */
export function selectorOf(reference: string): Selector {
  const reader = new PatternReader(reference);
  const selector = parseSelector(reader);
  if (!reader.atEnd) throw reader.unexpected('the end');
  return selector;
}

/** Names without `$`, in the order of the event. */
export function fieldsOf(pattern: FieldsPattern, message: string): (readonly [name: string, value: string])[] {
  const values = splitFields(message);
  const after = pattern.after ?? [];
  const skipped = Math.max(0, values.length - pattern.before.length - after.length);
  const unnamed: Field = { name: undefined, condition: undefined };
  const fields = [...pattern.before, ...Array.from({ length: skipped }, () => unnamed), ...after];
  return values.map((value, place) => [fields[place]?.name ?? String(place + 1), value] as const);
}

function* selectorsOf(condition: JsonCondition): Generator<Selector> {
  if ('left' in condition) {
    yield* selectorsOf(condition.left);
    yield* selectorsOf(condition.right);
  } else yield condition.selector;
}

function valueAt(event: unknown, selector: Selector): string | undefined {
  let found: string | undefined;
  select(event, selector, 0, (value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
    found = String(value);
    return true;
  });
  return found;
}

function selectorText(selector: Selector): string {
  const steps = selector.map((step) => {
    if (step.kind === 'element') return `[${step.index}]`;
    if (step.kind === 'every') return '.*';
    return /^[\p{L}\p{N}_@/-]+$/u.test(step.name) ? `.${step.name}` : `["${step.name}"]`;
  });
  return `$${steps.join('')}`;
}
