/**
 * Regular expressions of filter patterns, in time linear in the text: they run in the server's thread, on every event that comes in.
 * AWS's have no groups, so an automaton without memory is enough.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * Where it cannot hurt, JavaScript's own engine does the work, which is faster for short texts.
 */
type Matches = (code: number) => boolean;

/** A place in an alternative: what may come next there. */
interface Place {
  readonly matches: Matches;
  /** May be passed without a character. */
  readonly optional: boolean;
  /** May come again and again. */
  readonly repeats: boolean;
}

interface Alternative {
  readonly places: readonly Place[];
  readonly fromStart: boolean;
  readonly toEnd: boolean;
}

/** What backtracking may cost at most, in steps; a thousand take a few microseconds. */
const mostSteps = 1_000_000;
const mostPlaces = 5000;

export class PatternRegex {
  readonly source: string;
  readonly #engine: RegExp;
  readonly #alternatives: readonly Alternative[] | undefined;
  /** Items that may take more or fewer characters: each is a loop to a backtracking engine. */
  readonly #loops: number;

  /** @throws SyntaxError for what JavaScript does not understand either. */
  constructor(source: string) {
    this.source = source;
    this.#engine = new RegExp(source);
    const items = readItems(source);
    this.#alternatives = items?.map(alternativeOf);
    this.#loops = items ? Math.max(...items.map(({ list }) => list.filter(({ least, most }) => least !== most).length)) : 0;
    if (this.#alternatives?.some(({ places }) => places.length > mostPlaces)) throw new SyntaxError('too large');
  }

  test(text: string): boolean {
    if (!this.#alternatives || text.length ** (1 + this.#loops) <= mostSteps) return this.#engine.test(text);
    return this.#alternatives.some((alternative) => accepts(alternative, text));
  }

  /** The automaton alone, for comparison; undefined for what only JavaScript's engine knows. */
  testByAutomaton(text: string): boolean | undefined {
    return this.#alternatives?.some((alternative) => accepts(alternative, text));
  }
}

/** All places at once, character by character. */
function accepts({ places, fromStart, toEnd }: Alternative, text: string): boolean {
  let current: number[] = [];
  let next: number[] = [];
  const seen = new Int32Array(places.length + 1).fill(-1);
  /** @returns whether the end of the alternative has been reached. */
  const enter = (list: number[], from: number, at: number): boolean => {
    for (let place = from; seen[place] !== at; place++) {
      seen[place] = at;
      if (place === places.length) return true;
      list.push(place);
      if (!places[place]?.optional) return false;
    }
    return false;
  };
  let reached = enter(current, 0, 0);
  for (let at = 0; at < text.length; at++) {
    if (reached && !toEnd) return true;
    const code = text.charCodeAt(at);
    reached = false;
    next.length = 0;
    for (const place of current) {
      const { matches, repeats } = places[place] ?? nothing;
      if (matches(code)) reached = enter(next, repeats ? place : place + 1, at + 1) || reached;
    }
    if (!fromStart) reached = enter(next, 0, at + 1) || reached;
    [current, next] = [next, current];
  }
  return reached;
}

const nothing: Place = { matches: () => false, optional: false, repeats: false };

interface Item {
  readonly matches: Matches;
  readonly least: number;
  readonly most: number;
}

interface Items {
  readonly list: Item[];
  fromStart: boolean;
  toEnd: boolean;
}

function alternativeOf({ list, fromStart, toEnd }: Items): Alternative {
  const places: Place[] = [];
  for (const { matches, least, most } of list) {
    for (let count = 0; count < least && places.length <= mostPlaces; count++)
      places.push({ matches, optional: false, repeats: false });
    if (most === Number.POSITIVE_INFINITY) places.push({ matches, optional: true, repeats: true });
    else
      for (let count = least; count < most && places.length <= mostPlaces; count++)
        places.push({ matches, optional: true, repeats: false });
  }
  return { places, fromStart, toEnd };
}

/** Undefined for what the automaton does not know: word boundaries, and anchors in the middle. */
function readItems(source: string): Items[] | undefined {
  const alternatives: Items[] = [{ list: [], fromStart: false, toEnd: false }];
  for (let at = 0; at < source.length; ) {
    const current = alternatives[alternatives.length - 1];
    const character = source.charAt(at);
    if (!current || current.toEnd) {
      if (character !== '|') return undefined;
    }
    if (character === '|') {
      alternatives.push({ list: [], fromStart: false, toEnd: false });
      at++;
      continue;
    }
    if (character === '^' || character === '$') {
      if (character === '^' && (current?.list.length ?? 0) > 0) return undefined;
      if (current) current[character === '^' ? 'fromStart' : 'toEnd'] = true;
      at++;
      continue;
    }
    const atom = readAtom(source, at);
    if (!atom) return undefined;
    const quantity = readQuantity(source, atom.end);
    current?.list.push({ matches: atom.matches, least: quantity.least, most: quantity.most });
    at = quantity.end;
  }
  return alternatives;
}

/** One character or set; its matching is left to JavaScript, one character at a time, and remembered for ASCII. */
function readAtom(source: string, start: number): { readonly matches: Matches; readonly end: number } | undefined {
  const text = /^(?:\[(?:\\[\s\S]|[^\]\\])*\]|\\(?:x[0-9a-fA-F]{2}|[dDsSwWfnrtv0]|[^A-Za-z0-9])|[^\\[])/.exec(
    source.slice(start),
  )?.[0];
  if (text === undefined || /\\[bBcuk1-9]/.test(text)) return undefined;
  const one = new RegExp(`^${text}$`);
  const known = Uint8Array.from({ length: 128 }, (_, code) => (oneMatches(one, code) ? 1 : 0));
  return { matches: (code) => (code < 128 ? known[code] === 1 : oneMatches(one, code)), end: start + text.length };
}

const oneMatches = (one: RegExp, code: number): boolean => one.test(String.fromCharCode(code));

function readQuantity(source: string, start: number): { readonly least: number; readonly most: number; readonly end: number } {
  const [text, braces, from, comma, to] = /^(?:[?*+]|(\{)(\d+)(,)?(\d+)?\})\??/.exec(source.slice(start)) ?? [];
  if (text === undefined) return { least: 1, most: 1, end: start };
  const end = start + text.length;
  if (braces !== undefined) {
    const least = Number(from);
    return { least, most: comma === undefined ? least : to === undefined ? Number.POSITIVE_INFINITY : Number(to), end };
  }
  const sign = text.charAt(0);
  return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY, end };
}
