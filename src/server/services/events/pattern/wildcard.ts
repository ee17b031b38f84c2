/** `*` stands for any text, also for none; `\*` and `\\` are themselves. */

/** @returns what is wrong with it, as text, when it is no wildcard pattern. */
export function wildcardFault(text: string): string | undefined {
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') {
      if (!'*\\'.includes(text[index + 1] ?? ' ')) return `Invalid escape character at pos ${index + 1}`;
      index += 1;
    } else if (text[index] === '*' && text[index + 1] === '*') return `Consecutive wildcard characters at pos ${index + 1}`;
  }
  return undefined;
}

/** The texts between the stars. */
function parts(pattern: string): string[] {
  const found = [''];
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index] === '*') found.push('');
    else {
      if (pattern[index] === '\\') index += 1;
      found[found.length - 1] += pattern[index] ?? '';
    }
  }
  return found;
}

const star = Symbol('*');

/** In time linear in both, whatever the pattern. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first = '', ...rest] = parts(pattern);
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** Readings of a text that a pattern may leave open at once. EventBridge's own limit is not documented; it refuses thirteen. */
const mostOpen = 12;
/** States that are looked at before a pattern counts as too complex. */
const mostStates = 20_000;

/** Would EventBridge refuse it for the states that its machine needs? Follows all texts that the pattern can tell apart. */
export function tooComplex(pattern: string): boolean {
  const tokens = tokenise(pattern);
  const closed = (places: Iterable<number>): number[] => {
    const reached = new Set<number>();
    for (let place of places)
      for (; !reached.has(place); place += 1) {
        reached.add(place);
        if (tokens[place] !== star) break;
      }
    return [...reached].sort((a, b) => a - b);
  };
  const start = closed([0]);
  const seen = new Set([start.join()]);
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (state.length > mostOpen || seen.size > mostStates) return true;
    // Any other letter does what one that stands nowhere does.
    for (const letter of new Set([...state.map((place) => tokens[place] ?? ''), ''])) {
      if (letter === star) continue;
      const next = closed(
        state.flatMap((place) => (tokens[place] === star ? [place] : tokens[place] === letter ? [place + 1] : [])),
      );
      if (next.length === 0 || seen.has(next.join())) continue;
      seen.add(next.join());
      waiting.push(next);
    }
  }
  return false;
}

function tokenise(pattern: string): (string | typeof star)[] {
  return [...pattern.matchAll(/\\(.)|(.)/gs)].map(([, escaped, plain]) => (plain === '*' ? star : (escaped ?? plain ?? '')));
}
