/**
 * What API Gateway answers by itself for a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
import type { GatewayResponseType } from '../gateway-response-types.ts';
import { GatewayError } from './api-response.ts';

interface Given {
  readonly type: GatewayResponseType;
  readonly status: number;
  readonly error: string;
  readonly message: string | null;
  /** AWS's spelling where it is not `{"message":…}`. */
  readonly body?: string;
  readonly validation?: string;
}

function gatewayError(
  { type, status: statusCode, error: errorType, message, body, validation }: Given,
  why?: string,
): GatewayError {
  return new GatewayError({ type, statusCode, errorType, message, body: body ?? JSON.stringify({ message }), validation }, why);
}

// The blank behind the colon is AWS's: some of its texts have it, some do not.
const internal = { message: 'Internal server error', body: '{"message": "Internal server error"}' } as const;
const denied = (message: string) =>
  gatewayError({
    type: 'ACCESS_DENIED',
    status: 403,
    error: 'AccessDeniedException',
    message,
    body: JSON.stringify({ Message: message }),
  });

export const gatewayErrors = {
  forbidden: () => gatewayError({ type: 'INVALID_API_KEY', status: 403, error: 'ForbiddenException', message: 'Forbidden' }),
  noRoute: () =>
    gatewayError({
      type: 'MISSING_AUTHENTICATION_TOKEN',
      status: 403,
      error: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    }),
  configuration: (why: string) =>
    gatewayError({ type: 'API_CONFIGURATION_ERROR', status: 500, error: 'InternalServerErrorException', ...internal }, why),
  integrationFailed: (why: string) =>
    gatewayError({ type: 'DEFAULT_5XX', status: 502, error: 'InternalServerErrorException', ...internal }, why),
  network: (why: string) =>
    gatewayError(
      {
        type: 'INTEGRATION_FAILURE',
        status: 504,
        error: 'InternalServerErrorException',
        message: 'Network error communicating with endpoint',
        body: '{"message": "Network error communicating with endpoint"}',
      },
      why,
    ),
  timedOut: (why: string) =>
    gatewayError(
      {
        type: 'INTEGRATION_TIMEOUT',
        status: 504,
        error: 'InternalServerErrorException',
        message: 'Endpoint request timed out',
        body: '{"message": "Endpoint request timed out"}',
      },
      why,
    ),
  mediaType: (why: string) =>
    gatewayError(
      { type: 'UNSUPPORTED_MEDIA_TYPE', status: 415, error: 'BadRequestException', message: 'Unsupported Media Type' },
      why,
    ),
  badBody: (validation: string) =>
    gatewayError({
      type: 'BAD_REQUEST_BODY',
      status: 400,
      error: 'BadRequestException',
      message: 'Invalid request body',
      body: '{"message": "Invalid request body"}',
      // Templates put it between quotes, which those in it must not end.
      validation: JSON.stringify(validation).slice(1, -1),
    }),
  badParameters: (message: string) =>
    gatewayError({
      type: 'BAD_REQUEST_PARAMETERS',
      status: 400,
      error: 'BadRequestException',
      message,
      body: `{"message": ${JSON.stringify(message)}}`,
    }),
  tooLarge: (bytes: number) =>
    gatewayError(
      {
        type: 'REQUEST_TOO_LARGE',
        status: 413,
        error: 'BadRequestException',
        message: 'Request Too Long',
        body: '{"message": "Request Too Long"}',
      },
      `An event of ${bytes} bytes is more than Lambda takes`,
    ),
  badJson: () =>
    gatewayError({
      type: 'DEFAULT_4XX',
      status: 400,
      error: 'BadRequestException',
      message: 'Invalid JSON in request body',
      body: '{"message": "Invalid JSON in request body"}',
    }),
  unauthorized: (why?: string) =>
    gatewayError({ type: 'UNAUTHORIZED', status: 401, error: 'UnauthorizedException', message: 'Unauthorized' }, why),
  invalidSignature: (message: string) =>
    gatewayError({ type: 'INVALID_SIGNATURE', status: 403, error: 'InvalidSignatureException', message }),
  denied: () => denied('User is not authorized to access this resource'),
  deniedExplicitly: () =>
    denied('User is not authorized to access this resource with an explicit deny in an identity-based policy'),
  authorizerFailed: (why: string) =>
    gatewayError({ type: 'AUTHORIZER_FAILURE', status: 500, error: 'AuthorizerFailureException', message: null }, why),
  authorizerMisconfigured: (why: string) =>
    gatewayError(
      { type: 'AUTHORIZER_CONFIGURATION_ERROR', status: 500, error: 'AuthorizerConfigurationException', message: null },
      why,
    ),
} as const;
