/**
 * The types of responses that API Gateway gives by itself for a REST API, and their statuses. The control plane lists them, the data
 * plane answers with them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayResponseTypes = {
  ACCESS_DENIED: '403',
  API_CONFIGURATION_ERROR: '500',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  AUTHORIZER_FAILURE: '500',
  BAD_REQUEST_BODY: '400',
  BAD_REQUEST_PARAMETERS: '400',
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: '403',
  INTEGRATION_FAILURE: '504',
  INTEGRATION_TIMEOUT: '504',
  INVALID_API_KEY: '403',
  INVALID_SIGNATURE: '403',
  MISSING_AUTHENTICATION_TOKEN: '403',
  QUOTA_EXCEEDED: '429',
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  THROTTLED: '429',
  UNAUTHORIZED: '401',
  UNSUPPORTED_MEDIA_TYPE: '415',
  WAF_FILTERED: '403',
} as const satisfies Readonly<Record<string, string | undefined>>;

export type GatewayResponseType = keyof typeof gatewayResponseTypes;

/** What is answered unless the API says something else. */
export const defaultGatewayTemplates = { 'application/json': '{"message":$context.error.messageString}' } as const;

export function isGatewayResponseType(type: string): type is GatewayResponseType {
  return Object.hasOwn(gatewayResponseTypes, type);
}
