/** Trace ids as people paste them. Used by the search box, the address bar and links. */

const xray = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/i;
const w3c = /^([0-9a-f]{8})([0-9a-f]{24})$/i;

/** X-Ray's form of an X-Ray or W3C trace id or of a whole `Root=…` header; undefined for anything else. */
export function parseTraceId(text: string): string | undefined {
  const candidate = /Root=([^;\s]+)/.exec(text)?.[1] ?? text.trim();
  const match = xray.exec(candidate) ?? w3c.exec(candidate);
  return match === null ? undefined : `1-${match[1]}-${match[2]}`.toLowerCase();
}
