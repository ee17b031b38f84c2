/**
 * Which bodies are bytes: those whose media type the API lists in `binaryMediaTypes`. All others are text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
 */
import { gatewayErrors } from './gateway-errors.ts';

/**
 * @param mediaTypes the API's list; a type may end in `/*`.
 * @param header Content-Type of a request, or Accept for a response, of which only the first entry counts.
 */
export function isBinary(mediaTypes: readonly string[], header: string | undefined): boolean {
  if (mediaTypes.length === 0) return false;
  if (mediaTypes.includes('*/*')) return true;
  const wanted = header?.split(/[,;]/)[0]?.trim().toLowerCase();
  if (!wanted) return false;
  return mediaTypes.some((given) => {
    const type = given.toLowerCase();
    // Only a subtype can be a wildcard.
    if (type.startsWith('*/')) return false;
    return type === wanted || (type.endsWith('/*') && wanted.startsWith(type.slice(0, -1)));
  });
}

/** @throws GatewayError 500 for a text that is not base64. */
export function decodeBase64(text: string): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, '')))
    throw gatewayErrors.configuration('A body to be converted to bytes is not base64');
  return Buffer.from(text, 'base64');
}
