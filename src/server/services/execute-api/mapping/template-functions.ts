/**
 * `$util` of mapping templates.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference
 */
import { decode } from '../api-request.ts';
import { parseExactly } from '../exact-json.ts';
import { TemplateError } from '../vtl/nodes.ts';
import { HostObject, textOf } from '../vtl/values.ts';

export const util = new HostObject({
  escapeJavaScript: (text) => escapeJavaScript(textOf(text)),
  parseJson: (text) => parseJson(textOf(text)),
  urlEncode: (text) => urlEncode(textOf(text)),
  urlDecode: (text) => decode(textOf(text).replaceAll('+', ' ')),
  base64Encode: (text) => Buffer.from(textOf(text)).toString('base64'),
  base64Decode: (text) => Buffer.from(textOf(text), 'base64').toString(),
});

function parseJson(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    throw new TemplateError('$util.parseJson got no JSON');
  }
}

const escapes: Readonly<Record<string, string>> = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };

/** As Java's Commons do it: quotes of both kinds, slashes, and all but ASCII. */
function escapeJavaScript(text: string): string {
  return text.replace(/['"\\/]|[^ -~]/g, (letter) => {
    if (/['"\\/]/.test(letter)) return `\\${letter}`;
    return escapes[letter] ?? `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** As Java encodes forms. */
function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
