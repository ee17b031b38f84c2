/**
 * What may come next in a filter expression, and what it would look like then. Called by FilterBar.tsx; pure. It looks at the end of
 * the text only, as people type; names and values are those of the traces on the page.
 */
import { type Keyword, keywords, mayStandIn } from '../../model/filter-expression/nodes.ts';
import { quote } from '../format/filter-quote.ts';
import { checkFilter } from './check-filter.ts';

/** What the traces on the page hold. */
export interface KnownValues {
  readonly services: readonly string[];
  /** Names of groups of one's own. */
  readonly groups: readonly string[];
  /** By key, as they stand in an expression: strings in quotes. */
  readonly annotations: ReadonlyMap<string, readonly string[]>;
  /** By keyword: `http.method`, `http.url`, `http.status`, `user`. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export interface Completion {
  /** The whole expression with it. */
  readonly text: string;
  readonly label: string;
  readonly description?: string;
}

const most = 12;
const textOperators = ['=', '!=', 'CONTAINS', 'BEGINSWITH', 'ENDSWITH'];
const numberOperators = ['>', '>=', '<', '<=', '=', '!='];

const meanings: Readonly<Partial<Record<Keyword, string>>> = {
  ok: 'neither failed nor was throttled',
  error: 'answered with a client error (4xx)',
  fault: 'failed (5xx)',
  throttle: 'was throttled (429)',
  partial: 'a parent has not arrived',
  responsetime: 'seconds until the answer',
  duration: 'seconds of the whole trace',
  user: 'text that a segment names as its user',
};

/** At most a dozen, the likeliest first; none where only the writer knows what comes. */
export function completeFilter(text: string, known: KnownValues): readonly Completion[] {
  return (inName(text, known) ?? inValue(text, known) ?? atOperator(text) ?? atCondition(text)).slice(0, most);
}

/** Inside `service("…`, `edge("…", "…`, `annotation[…`, `group.name = "…`. */
function inName(text: string, known: KnownValues): readonly Completion[] | undefined {
  const service = /\b(service|edge)\s*\(\s*("(?:[^"\\]|\\.)*"\s*,\s*)?("?)([^"()]*)$/i.exec(text);
  if (service !== null) {
    const [, word = '', first, , typed = ''] = service;
    const start = text.slice(0, text.length - typed.length - (service[3] ?? '').length);
    const after = word.toLowerCase() === 'edge' && first === undefined ? ', ' : ') ';
    return matching(known.services, typed).map((name) => ({ text: `${start}${quote(name)}${after}`, label: name }));
  }
  const annotation = /\bannotation(?:\.(\w*)|\s*\[\s*"?([^\]"]*))$/i.exec(text);
  if (annotation !== null) {
    const start = text.slice(0, annotation.index);
    return matching([...known.annotations.keys()], annotation[1] ?? annotation[2] ?? '').map((key) => ({
      text: `${start}annotation[${/^[\w.-]+$/.test(key) ? key : quote(key)}] `,
      label: `annotation[${key}]`,
    }));
  }
  return undefined;
}

/** After an operator: the values that are there. */
function inValue(text: string, known: KnownValues): readonly Completion[] | undefined {
  const place =
    /(?:\bannotation(?:\.(\w+)|\s*\[\s*"?([^\]"]+)"?\s*\])|\b([a-z.]+))\s*(?:=|!=|<=?|>=?|contains|beginswith|endswith)\s*("?)([^"]*)$/i.exec(
      text,
    );
  if (place === null) return undefined;
  const [, dotted, bracketed, word = '', opened = '', typed = ''] = place;
  const key = dotted ?? bracketed;
  const lower = word.toLowerCase();
  if (key === undefined && lower !== 'group.name' && !Object.hasOwn(keywords, lower)) return undefined;
  // A number or a word that has been ended by a space is no longer being typed.
  if (opened === '' && /\s$/.test(typed) && typed.trim() !== '') return undefined;
  const start = text.slice(0, text.length - typed.length - opened.length);
  const values = key === undefined ? valuesOf(lower, known) : (known.annotations.get(key) ?? []);
  return matching(values, typed).map((value) => ({ text: `${start}${value} `, label: value }));
}

function valuesOf(word: string, known: KnownValues): readonly string[] {
  if (word === 'group.name') return known.groups.map(quote);
  const { type } = keywords[word as Keyword];
  if (type === 'boolean') return ['true', 'false'];
  const values = known.values.get(word) ?? [];
  return type === 'number' ? values : values.map(quote);
}

/** After a keyword that can be compared. */
function atOperator(text: string): readonly Completion[] | undefined {
  const place = /(?:\b(annotation(?:\.\w+|\s*\[[^\]]*\]))|(?:^|[\s({!])([a-z.]+))(\s+)([a-z]*)$/i.exec(text);
  if (place === null) return undefined;
  const [, annotation, word = '', , typed = ''] = place;
  const lower = word.toLowerCase();
  const type =
    annotation !== undefined
      ? 'any'
      : lower === 'group.name'
        ? 'group'
        : Object.hasOwn(keywords, lower)
          ? keywords[lower as Keyword].type
          : undefined;
  if (type === undefined || type === 'boolean') return undefined;
  const offered =
    type === 'group'
      ? ['=', '!=']
      : type === 'number'
        ? numberOperators
        : type === 'string'
          ? textOperators
          : [...textOperators, '>', '<'];
  const operators = offered.filter((operator) => operator.toLowerCase().startsWith(typed.toLowerCase()));
  const start = text.slice(0, text.length - typed.length);
  const joins = type === 'group' ? [] : joiningWords(start, typed, text);
  return [...operators.map((operator) => ({ text: `${start}${operator} `, label: operator })), ...joins];
}

/** At the start, behind `AND`, `(`, `{` and so on: a condition. Behind a whole one: what joins it to the next. */
function atCondition(text: string): readonly Completion[] {
  const typed = /[A-Za-z_][\w.]*$/.exec(text)?.[0] ?? '';
  const start = text.slice(0, text.length - typed.length);
  if (insideString(start)) return [];
  const braces = openBrace(start);
  const before = braces === undefined ? start : start.slice(braces.at + 1);
  if (before.trim() !== '' && checkFilterIn(before, braces?.scope) === undefined && !endsOpen(before))
    return [
      ...joiningWords(start, typed, text),
      ...(braces === undefined || typed !== '' ? [] : [{ text: `${start.trimEnd()} } `, label: '}' }]),
    ];
  const scope = braces?.scope ?? 'trace';
  const selectors: Completion[] =
    scope === 'trace'
      ? [
          { text: `${start}service("`, label: 'service("…")', description: 'passed through a service' },
          { text: `${start}edge("`, label: 'edge("…", "…")', description: 'passed from one service to another' },
          { text: `${start}group.name = "`, label: 'group.name', description: 'is in a group' },
        ]
      : [];
  const annotation = {
    text: `${start}annotation[`,
    label: 'annotation[…]',
    description: 'has an annotation, or one with a value',
  };
  const words = (Object.keys(keywords) as Keyword[])
    .filter((keyword) => mayStandIn(keyword, scope))
    .map(
      (keyword): Completion => ({
        text: `${start}${keyword} `,
        label: keyword,
        ...(meanings[keyword] === undefined ? {} : { description: meanings[keyword] }),
      }),
    );
  const flags = words.slice(0, 4);
  const wanted = typed.toLowerCase();
  return [...flags, ...selectors, annotation, ...words.slice(4)].filter(
    ({ label }) => label !== wanted && label.toLowerCase().includes(wanted),
  );
}

function joiningWords(start: string, typed: string, text: string): readonly Completion[] {
  const service =
    /(?:\)|\bservice)\s*$/i.test(start) && openBrace(start) === undefined && /\b(?:service|edge)\b[^{}]*$/i.test(start);
  return [
    ...(service && typed === '' ? [{ text: `${start.trimEnd()} { `, label: '{ … }', description: 'what must hold there' }] : []),
    ...['AND', 'OR']
      .filter((word) => word.startsWith(typed.toUpperCase()) && text.trim() !== '')
      .map((word) => ({ text: `${start.trimEnd()} ${word} `, label: word })),
  ];
}

function endsOpen(text: string): boolean {
  return /(?:\b(?:and|or|not)|[!({,])\s*$/i.test(text);
}

function checkFilterIn(text: string, scope: 'service' | undefined): unknown {
  return checkFilter(scope === undefined ? text : `service() {${text}}`);
}

function insideString(text: string): boolean {
  return (text.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

/** The brace that is still open at the end. Root causes have words of their own, which are left to the writer. */
function openBrace(text: string): { readonly at: number; readonly scope: 'service' } | undefined {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"/g, (string) => '_'.repeat(string.length));
  const at = plain.lastIndexOf('{');
  return at > plain.lastIndexOf('}') ? { at, scope: 'service' } : undefined;
}

/** Those that begin with it before those that hold it; none when it is there already. */
function matching(all: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const held = all.filter((value) => value.toLowerCase().includes(wanted) && value !== typed);
  const begins = (value: string): boolean => value.toLowerCase().replace(/^"/, '').startsWith(wanted);
  return [...held.filter(begins), ...held.filter((value) => !begins(value))];
}
