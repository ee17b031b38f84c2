/**
 * Takes a client's filter pattern. Who calls it: FilterLogEvents, TestMetricFilter, and whatever puts or applies filters.
 */
import { errors } from './errors.ts';
import type { FilterPattern } from './filter-pattern/nodes.ts';
import { parseFilterPattern } from './filter-pattern/parse.ts';
import { PatternError } from './filter-pattern/tokens.ts';
import { checkLongest } from './validate.ts';

/** @throws InvalidParameterException */
export function readPattern(text: string): FilterPattern {
  checkLongest(text, 'filterPattern', 1024);
  try {
    return parseFilterPattern(text);
  } catch (error) {
    if (error instanceof PatternError) throw errors.pattern(error.message);
    throw error;
  }
}

const parsed = new Map<string, FilterPattern>();
const mostParsed = 1000;

/** The same for patterns of stored filters, which are asked for with every batch of events. */
export function storedPattern(text: string): FilterPattern {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= mostParsed) parsed.clear();
  const pattern = readPattern(text);
  parsed.set(text, pattern);
  return pattern;
}
