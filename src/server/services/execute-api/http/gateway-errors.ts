/** What an HTTP API answers by itself. Its texts are not those of a REST API. */
import { GatewayError } from '../api-response.ts';

export const httpErrors = {
  forbidden: () => new GatewayError(403, 'ForbiddenException', '{"message":"Forbidden"}'),
  notFound: () => new GatewayError(404, 'NotFoundException', '{"message":"Not Found"}'),
  failed: (why: string) => new GatewayError(500, 'InternalServerErrorException', '{"message":"Internal Server Error"}', why),
  timedOut: (why: string) => new GatewayError(503, 'ServiceUnavailableException', '{"message":"Service Unavailable"}', why),
} as const;
