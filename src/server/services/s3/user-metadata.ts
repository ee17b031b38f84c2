/**
 * User metadata in headers. What ASCII cannot hold travels in encoded words, which S3 undoes when it takes metadata in and makes when it
 * gives it back, as JavaMail makes them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html, https://www.rfc-editor.org/rfc/rfc2047
 */

const encodedWord = /^=\?UTF-8\?([BQ])\?(.*)\?=$/i;

/** @param metadata header values as HTTP gives them: one character a byte. @returns them as texts. */
export function decodeMetadata(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, decoded(value)]));
}

export function encodeMetadata(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, encoded(value)]));
}

function decoded(value: string): string {
  const [, coding, text = ''] = encodedWord.exec(value) ?? [];
  if (coding === undefined) return fromBytes(value);
  if (coding.toUpperCase() === 'B') return Buffer.from(text, 'base64').toString('utf8');
  const bytes = text
    .replace(/_/g, ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Clients that do not encode send UTF-8, or Latin-1. */
function fromBytes(value: string): string {
  // What is no header's byte comes from a query, decoded already.
  if (/[^\0-\xff]/.test(value)) return value;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}

/** Quoted-printable where most characters are ASCII, else base64. */
function encoded(value: string): string {
  const characters = [...value];
  const plain = characters.filter((character) => /^[\t\r\n -~]$/.test(character)).length;
  if (plain === characters.length) return value;
  const bytes = Buffer.from(value, 'utf8');
  if (plain <= characters.length - plain) return `=?UTF-8?B?${bytes.toString('base64')}?=`;
  const quoted = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === ' ') return '_';
    return /^[!-~]$/.test(character) && !'=_?'.includes(character)
      ? character
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `=?UTF-8?Q?${quoted.join('')}?=`;
}
