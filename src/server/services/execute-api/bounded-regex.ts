/**
 * Regular expressions that others wrote (in templates, selection patterns, identity validations), with a bound on their time: one
 * that backtracks for ever must not stop the server.
 */
import { createContext, Script } from 'node:vm';

const milliseconds = 250;
const context = createContext({ regex: /(?:)/, text: '', replacement: '', limit: -1 }) as {
  regex: RegExp;
  text: string;
  replacement: string;
  limit: number;
};
const testing = new Script('regex.test(text)');
const replacing = new Script('text.replace(regex, replacement)');
const splitting = new Script('text.split(regex)');

export type RegexOutcome<Value> = { readonly value: Value } | { readonly failure: string };

function run<Value>(script: Script, pattern: string, flags: string, text: string, replacement = ''): RegexOutcome<Value> {
  try {
    context.regex = new RegExp(pattern, flags);
    context.text = text;
    context.replacement = replacement;
    return { value: script.runInContext(context, { timeout: milliseconds }) as Value };
  } catch (error) {
    return { failure: `Pattern ${pattern}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Does the whole text match, as Java's `matches` asks? */
export const wholeMatch = (pattern: string, text: string): RegexOutcome<boolean> => run(testing, `^(?:${pattern})$`, 's', text);

/** Does any part of the text match, as in JSON schemas? */
export const partialMatch = (pattern: string, text: string): RegexOutcome<boolean> => run(testing, pattern, 'u', text);

/** @param replacement in Java's form: `$1`, `\$`. */
export function replaceMatches(pattern: string, text: string, replacement: string, every: boolean): RegexOutcome<string> {
  const inJs = replacement.replace(/\\(.)|\$(?!\d)/gs, (_, escaped: string | undefined) =>
    escaped === undefined || escaped === '$' ? '$$' : escaped,
  );
  return run(replacing, pattern, every ? 'g' : '', text, inJs);
}

/** As Java splits: empty parts at the end are left out. */
export function splitAt(pattern: string, text: string): RegexOutcome<string[]> {
  const outcome = run<string[]>(splitting, pattern, '', text);
  if ('failure' in outcome) return outcome;
  const parts = [...outcome.value];
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return { value: parts };
}
