/** The gateway responses that an API has without saying so. https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
import { defaultGatewayTemplates, gatewayResponseTypes, isGatewayResponseType } from '../gateway-response-types.ts';
import type { RestGatewayResponse } from '../rest-api.ts';

export function defaultGatewayResponse(responseType: string): RestGatewayResponse {
  return {
    responseType,
    statusCode: isGatewayResponseType(responseType) ? gatewayResponseTypes[responseType] : undefined,
    responseParameters: {},
    responseTemplates: defaultGatewayTemplates,
  };
}
