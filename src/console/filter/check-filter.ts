/**
 * Says what is wrong with a filter expression before it is sent, where, and what was probably meant. Called by FilterBar.tsx; pure.
 * It is the server's own parser, so what passes here is read there; only what it names (a group) may still be refused.
 */
import { keywords } from '../../model/filter-expression/nodes.ts';
import { FilterExpressionError, parseFilterExpression } from '../../model/filter-expression/parse.ts';

export interface FilterProblem {
  /** X-Ray's words. */
  readonly message: string;
  /** UTF-16 units from the start. */
  readonly offset: number;
  /** How many of them are marked; 0 at the end of the text. */
  readonly length: number;
  /** Something is missing at the end: whoever is still typing has made no mistake. */
  readonly unfinished: boolean;
  readonly hint: string | undefined;
}

/** Undefined for an expression that X-Ray reads, the empty one among them. */
export function checkFilter(text: string): FilterProblem | undefined {
  try {
    parseFilterExpression(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof FilterExpressionError)) throw error;
    const { offset } = error;
    const found = /^(?:[A-Za-z_][\w.]*|"[^"]*"?|'[^']*'?|[=&|<>]{2}|.)/s.exec(text.slice(offset))?.[0] ?? '';
    return {
      message: error.message.replace(/^Invalid filter expression: /, ''),
      offset,
      length: found.trim().length,
      unfinished: text.slice(offset).trim() === '' || /^"[^"]*$/.test(text.slice(offset)),
      hint: hintFor(error.message, text, offset, found),
    };
  }
}

/** What people write who know another language better. */
function hintFor(message: string, text: string, offset: number, found: string): string | undefined {
  const before = text.slice(0, offset);
  if (found.startsWith("'")) return 'Strings stand in double quotes.';
  if (found === '==' || (found.startsWith('=') && before.trimEnd().endsWith('='))) return 'Equality is a single =.';
  if (/^&/.test(found)) return 'Conditions are joined by AND.';
  if (/^\|/.test(found)) return 'Alternatives are joined by OR.';
  if (/\d$/.test(before) && /^(?:ms|s|sec|seconds)$/i.test(found)) return 'Times are seconds without a unit: 0.5.';
  if (/^annotation\.\w+\./i.test(found))
    return `Keys with dots stand in brackets: annotation[${found.slice('annotation.'.length)}].`;
  if (message.includes('unknown keyword')) return meant(found);
  if (/^(?:name|type)$/i.test(found) && message.includes('outside braces'))
    return 'For a service: service(id(name: "…", type: "…")).';
  return undefined;
}

function meant(word: string): string {
  const wanted = word.toLowerCase();
  const alike = Object.keys(keywords).filter(
    (keyword) =>
      (wanted.length > 2 && keyword.endsWith(`.${wanted}`)) || distance(keyword, wanted) <= Math.min(2, wanted.length / 3),
  );
  return alike.length > 0
    ? `Did you mean ${alike.join(' or ')}?`
    : `For a service: service("${word}"). For text in a URL: http.url CONTAINS "${word}".`;
}

/** Levenshtein's. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const change = (above[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      row.push(Math.min(change, (above[to] ?? 0) + 1, (row[to - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}
