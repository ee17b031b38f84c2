/**
 * Parses a CloudWatch Logs filter pattern. Who calls it: FilterLogEvents.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import type { FilterPattern } from './nodes.ts';
import { parseFields } from './parse-fields.ts';
import { parseJson } from './parse-json.ts';
import { parseTerms } from './parse-terms.ts';
import { PatternReader } from './tokens.ts';

/** @throws PatternError that says what is wrong and where. */
export function parseFilterPattern(text: string): FilterPattern {
  const reader = new PatternReader(text);
  if (reader.skipBlanks().atEnd) return { kind: 'all' };
  switch (reader.peek()) {
    case '{':
      return parseJson(reader);
    case '[':
      return parseFields(reader);
    default:
      return parseTerms(reader);
  }
}
