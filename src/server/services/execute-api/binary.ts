/**
 * Which bodies are bytes: those whose media type the API lists in `binaryMediaTypes`. All others are text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
 */

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
    return type === wanted || (type.endsWith('/*') && wanted.startsWith(type.slice(0, -1)));
  });
}
