/**
 * Ids for what has none of its own: always the same for the same thing, so that making it again changes nothing.
 *
 * Used by inferred segments, and by what is made of OpenTelemetry's spans beside the span itself.
 */

/**
 * 16 hex digits that look random: two rounds of a 32-bit mixer.
 * @param salt tells apart what is derived from one id.
 */
export function derivedId(id: string, salt: number): string {
  let high = 0x9e3779b9 ^ salt;
  let low = 0x85ebca6b ^ salt;
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0xcc9e2d51) ^ (high >>> 15);
  }
  return mixed(high ^ (low << 7)) + mixed(low ^ (high >>> 9));
}

function mixed(value: number): string {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return ((bits ^ (bits >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
