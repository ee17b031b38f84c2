/** Text that came out of traces and logs, made safe to read. Used wherever such text is shown. */

const shownCharacters = 2048;

/** Control and bidirectional characters, which could make a line read as another: shown as their code. */
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export function visibleText(text: string): string {
  return text.replace(invisible, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Cuts long text; says how much is missing. */
export function cutText(text: string, limit = shownCharacters): { readonly text: string; readonly hidden: number } {
  return text.length <= limit ? { text, hidden: 0 } : { text: text.slice(0, limit), hidden: text.length - limit };
}

/** `orders-service-production` → `orders-se…oduction`: both ends tell names apart. */
export function middleEllipsis(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = length - 1;
  return `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
}
