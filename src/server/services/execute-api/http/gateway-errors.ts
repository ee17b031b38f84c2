/** What an HTTP API answers by itself. Its texts are not those of a REST API. */
import { GatewayError } from '../api-response.ts';

// HTTP APIs have no gateway responses of their own: the type means nothing.
function httpError(statusCode: number, errorType: string, message: string, why?: string): GatewayError {
  const type = statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return new GatewayError({ type, statusCode, errorType, message, body: JSON.stringify({ message }) }, why);
}

export const httpErrors = {
  forbidden: (why?: string) => httpError(403, 'ForbiddenException', 'Forbidden', why),
  unauthorized: (why?: string) => httpError(401, 'UnauthorizedException', 'Unauthorized', why),
  notFound: () => httpError(404, 'NotFoundException', 'Not Found'),
  failed: (why: string) => httpError(500, 'InternalServerErrorException', 'Internal Server Error', why),
  timedOut: (why: string) => httpError(503, 'ServiceUnavailableException', 'Service Unavailable', why),
} as const;
