/**
 * Patterns for unstructured events: `ERROR -debug`, `?ERROR ?WARN`, `"exact phrase"`, `%regex%`.
 */
import type { Term, TermsPattern } from './nodes.ts';
import type { PatternReader } from './tokens.ts';
import { PatternError } from './tokens.ts';

const word = /[^\s"%]+/y;

/** @throws PatternError for a bare term with anything but letters, digits and `_`, in AWS's words. */
export function parseTerms(reader: PatternReader): TermsPattern {
  const required: Term[] = [];
  const optional: Term[] = [];
  const excluded: Term[] = [];
  while (!reader.skipBlanks().atEnd) {
    const list = reader.take('?') ? optional : reader.take('-') ? excluded : required;
    // `- "a term"` leaves the term out, too.
    list.push(takeTerm(list === excluded ? reader.skipBlanks() : reader));
  }
  return { kind: 'terms', required, optional, excluded };
}

function takeTerm(reader: PatternReader): Term {
  const regex = reader.takeRegex();
  if (regex) return { kind: 'regex', regex };
  const quoted = reader.takeQuoted();
  if (quoted !== undefined) return { kind: 'text', text: quoted };
  const text = reader.takeMatch(word);
  if (text === undefined) throw reader.unexpected('a term');
  if (!/^[\p{L}\p{M}\p{N}_]+$/u.test(text)) throw new PatternError(`Invalid character(s) in term '${text}'`);
  return { kind: 'text', text };
}
