/**
 * What can be replaced of records with plain fields: models, request validators, deployments, authorizers.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import type { RestAuthorizer, RestDeployment, RestModel, RestRequestValidator } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import type { Replacements } from './read-patches.ts';
import { isTrue } from './read-patches.ts';

export const modelFields: Replacements<RestModel> = {
  '/description': (model, description) => ({ ...model, description }),
  '/schema': (model, schema) => ({ ...model, schema }),
};

export const requestValidatorFields: Replacements<RestRequestValidator> = {
  '/name'(validator, name) {
    if (!name) throw errors.emptyValidatorName();
    return { ...validator, name };
  },
  '/validateRequestParameters': (validator, value) => ({ ...validator, validateRequestParameters: isTrue(value) }),
  '/validateRequestBody': (validator, value) => ({ ...validator, validateRequestBody: isTrue(value) }),
};

export const deploymentFields: Replacements<RestDeployment> = {
  '/description': (deployment, description) => ({ ...deployment, description }),
};

export const authorizerFields: Replacements<RestAuthorizer> = {
  '/name': (authorizer, name) => ({ ...authorizer, name: name ?? '' }),
  '/type': (authorizer, type) => ({ ...authorizer, type: type as RestAuthorizer['type'] }),
  '/authType': (authorizer, authType) => ({ ...authorizer, authType }),
  '/authorizerUri': (authorizer, value) => ({ ...authorizer, authorizerUri: value ?? '' }),
  '/authorizerCredentials': (authorizer, value) => ({ ...authorizer, authorizerCredentials: value || undefined }),
  '/authorizerResultTtlInSeconds': (authorizer, value) => ({ ...authorizer, authorizerResultTtlInSeconds: Number(value) }),
  '/identitySource': (authorizer, identitySource) => ({ ...authorizer, identitySource }),
  '/identityValidationExpression': (authorizer, value) => ({ ...authorizer, identityValidationExpression: value || undefined }),
};
