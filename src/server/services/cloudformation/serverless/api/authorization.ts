/**
 * Who may call a REST API's route: everyone, or callers whose signature IAM allows. Other authorizers are refused by name.
 * Who calls it: rest-api.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
 */
import { InvalidEvent, InvalidResource } from '../errors.ts';
import type { Route, SamResource } from '../translation.ts';
import { type Fields, isMap } from '../values.ts';

export type Authorizer = 'NONE' | 'AWS_IAM';

export interface ApiAuthorization {
  readonly default: Authorizer | undefined;
  /** Whose credentials call the function: the caller's unless `NONE`. */
  readonly credentials: unknown;
  readonly preflightToo: boolean;
}

export const securityDefinition = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

const CALLER = 'arn:aws:iam::*:user/*';
const known = ['DefaultAuthorizer', 'InvokeRole', 'AddDefaultAuthorizerToCorsPreflight'];

export function apiAuthorization({ logicalId, properties }: SamResource): ApiAuthorization {
  const auth = properties['Auth'];
  if (auth === undefined || auth === null) return { default: undefined, credentials: CALLER, preflightToo: true };
  if (!isMap(auth)) throw new InvalidResource(logicalId, "Property 'Auth' should be a map.");
  const other = Object.keys(auth).find((name) => !known.includes(name));
  if (other !== undefined) throw new InvalidResource(logicalId, `Property 'Auth.${other}' is not supported by Radiograph.`);
  const authorizer = auth['DefaultAuthorizer'];
  if (authorizer !== undefined && authorizer !== 'AWS_IAM' && authorizer !== 'NONE')
    throw new InvalidResource(
      logicalId,
      `Unable to set DefaultAuthorizer because '${authorizer}' was not defined in 'Authorizers'.`,
    );
  return {
    default: authorizer === 'AWS_IAM' || authorizer === 'NONE' ? authorizer : undefined,
    credentials: credentialsOf(auth['InvokeRole']),
    preflightToo: auth['AddDefaultAuthorizerToCorsPreflight'] !== false,
  };
}

/** @returns undefined when the route takes whatever the API has, and that is nothing. */
export function routeAuthorizer(route: Route, api: ApiAuthorization): Authorizer | undefined {
  const auth = route.properties['Auth'];
  const inherited = api.default === 'NONE' ? undefined : api.default;
  if (auth === undefined || auth === null) return inherited;
  const refuse = (what: string) => new InvalidResource(route.functionId, new InvalidEvent(route.eventId, what).message);
  if (!isMap(auth)) throw refuse("Property 'Auth' should be a map.");
  const other = Object.keys(auth).find((name) => name !== 'Authorizer' && name !== 'InvokeRole');
  if (other !== undefined) throw refuse(`Property 'Auth.${other}' is not supported by Radiograph.`);
  const authorizer = auth['Authorizer'];
  if (authorizer === undefined) return inherited;
  if (authorizer === 'NONE' && api.default === undefined)
    throw refuse(
      `Unable to set Authorizer on API method [${route.method}] for path [${route.path}] because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
    );
  if (authorizer !== 'NONE' && authorizer !== 'AWS_IAM')
    throw refuse(
      `Unable to set Authorizer [${authorizer}] on API method [${route.method}] for path [${route.path}] because the related API does not define any Authorizers.`,
    );
  return authorizer;
}

/** @param own `InvokeRole` of the event, which wins over the API's. */
export function integrationCredentials(authorizer: Authorizer | undefined, route: Route, api: ApiAuthorization): unknown {
  if (authorizer !== 'AWS_IAM') return undefined;
  const auth = route.properties['Auth'];
  const own = isMap(auth) ? auth['InvokeRole'] : undefined;
  if (own === undefined) return api.credentials;
  // AWS heeds an event's role only beside its own authorizer, and then not the API's role either.
  return isMap(auth) && auth['Authorizer'] !== undefined ? credentialsOf(own) : undefined;
}

function credentialsOf(role: unknown): unknown {
  if (role === 'NONE') return undefined;
  return role === undefined || role === null || role === 'CALLER_CREDENTIALS' ? CALLER : role;
}

export const securityOf = (authorizer: Authorizer | undefined): Fields =>
  authorizer === undefined ? {} : { security: [{ [authorizer]: [] }] };
