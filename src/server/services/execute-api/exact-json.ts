/**
 * JSON whose numbers stay what they were: Java, which runs API Gateway, tells 1.0 from 1 and keeps every digit of a long id; JavaScript
 * does neither. Called by mapping templates and parameter mappings.
 */

/** A number that JavaScript would print otherwise, as Java prints it. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isWhole(): boolean {
    return /^-?\d+$/.test(this.text);
  }

  valueOf(): number {
    return Number(this.text);
  }
}

/** Stands before numbers while JSON's own reader and writer have them as texts; no client knows it. */
const mark = `number:${crypto.randomUUID()}:`;
const markedNumber = new RegExp(`"${mark}([^"]*)"`, 'g');
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** @throws SyntaxError */
export function parseExactly(json: string): unknown {
  let isPlain = true;
  const marked = json.replace(textOrNumber, (found) => {
    if (found.startsWith('"') || String(Number(found)) === found) return found;
    isPlain = false;
    return `"${mark}${found}"`;
  });
  if (isPlain) return JSON.parse(json);
  // What is no JSON must not become some by the marks: `01`, or a number for a name.
  JSON.parse(json);
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? exact(value.slice(mark.length)) : value,
  );
}

export function stringifyExactly(value: unknown): string {
  const marked = (_: string, entry: unknown): unknown => (entry instanceof ExactNumber ? `${mark}${entry.text}` : entry);
  return (JSON.stringify(value, marked) ?? 'null').replace(markedNumber, '$1');
}

/** Whole numbers keep their digits; others are doubles, which Java prints with a point. */
function exact(text: string): ExactNumber | number {
  if (/^-?\d+$/.test(text)) return new ExactNumber(text);
  const double = String(Number(text));
  return /^-?\d+$/.test(double) ? new ExactNumber(`${double}.0`) : Number(text);
}
