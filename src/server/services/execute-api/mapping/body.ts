/**
 * Bytes or text: how `contentHandling` and `binaryMediaTypes` turn bodies into what a template or an integration gets.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
import { headerOf } from '../api-request.ts';
import { decodeBase64, isBinary } from '../binary.ts';
import type { Exchange } from '../exchange.ts';

/** The request's body for the integration: text where a template may read it, bytes else. */
export function requestBody({ request, served }: Exchange, contentHandling: string | undefined): string | Uint8Array {
  const bytes = Buffer.from(request.body);
  const binary = isBinary(served.deployment.binaryMediaTypes, headerOf(request, 'content-type'));
  if (binary) return contentHandling === 'CONVERT_TO_TEXT' ? bytes.toString('base64') : bytes;
  return contentHandling === 'CONVERT_TO_BINARY' ? decodeBase64(bytes.toString()) : bytes.toString();
}

/** The integration's body for the client. */
export function answerBody(
  { request, served }: Exchange,
  answer: { readonly body: Uint8Array; readonly contentType: string | undefined },
  contentHandling: string | undefined,
): string | Uint8Array {
  const bytes = Buffer.from(answer.body);
  const { binaryMediaTypes } = served.deployment;
  const binary = isBinary(binaryMediaTypes, answer.contentType);
  const wantsBinary = isBinary(binaryMediaTypes, headerOf(request, 'accept'));
  const isText = contentHandling === 'CONVERT_TO_TEXT' || (contentHandling === undefined && !wantsBinary);
  if (binary) return isText ? bytes.toString('base64') : bytes;
  return isText ? bytes.toString() : decodeBase64(bytes.toString());
}
