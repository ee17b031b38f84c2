/**
 * Texts by their bytes: what was read before is not decoded again, and is the same string.
 *
 * Who calls it: row-binary-reader.ts, for columns that hold few different texts in millions of rows.
 */

interface Entry {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Texts beyond this are decoded each time, so that a column of many does not fill the memory. */
const MOST = 20_000;

export class TextTable {
  /** By hash; texts of one hash stand in a list. */
  readonly #entries = new Map<number, Entry[]>();
  #size = 0;

  read(source: Buffer, at: number, length: number): string {
    if (length === 0) return '';
    let hash = length;
    for (let index = at; index < at + length; index++) hash = (Math.imul(hash, 31) + (source[index] ?? 0)) | 0;
    const entries = this.#entries.get(hash);
    if (entries !== undefined) for (const { bytes, text } of entries) if (isAt(bytes, source, at, length)) return text;
    const text = source.toString('utf8', at, at + length);
    if (this.#size < MOST) {
      this.#size++;
      const entry = { bytes: Uint8Array.prototype.slice.call(source, at, at + length), text };
      if (entries === undefined) this.#entries.set(hash, [entry]);
      else entries.push(entry);
    }
    return text;
  }
}

function isAt(bytes: Uint8Array, source: Uint8Array, at: number, length: number): boolean {
  if (bytes.length !== length) return false;
  for (let index = 0; index < length; index++) if (bytes[index] !== source[at + index]) return false;
  return true;
}
