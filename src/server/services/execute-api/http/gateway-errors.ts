/** What an HTTP API answers by itself. Its texts are not those of a REST API. */
import { GatewayError } from '../api-response.ts';

// HTTP APIs have no gateway responses of their own: the type means nothing.
function httpError(statusCode: number, message: string, why?: string): GatewayError {
  const type = statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return new GatewayError({ type, statusCode, message, body: JSON.stringify({ message }) }, why);
}

export const httpErrors = {
  badRequest: (why: string) => httpError(400, 'Bad Request', why),
  forbidden: (why?: string) => httpError(403, 'Forbidden', why),
  unauthorized: (why?: string) => httpError(401, 'Unauthorized', why),
  notFound: () => httpError(404, 'Not Found'),
  tooLarge: (bytes: number) => httpError(413, 'Request Entity Too Large', `An event of ${bytes} bytes is more than Lambda takes`),
  failed: (why: string) => httpError(500, 'Internal Server Error', why),
  timedOut: (why: string) => httpError(503, 'Service Unavailable', why),
} as const;
