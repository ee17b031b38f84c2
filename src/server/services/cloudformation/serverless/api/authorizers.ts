/**
 * The authorizers of a REST API's `Auth`: what each is in the API's security definitions.
 * Who calls it: authorization.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
 */
import { InvalidResource } from '../errors.ts';
import { expectBoolean, expectList, expectMap } from '../expect.ts';
import { emit, inherited, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields, isMap, ref } from '../values.ts';

export interface Authorizer {
  readonly definition: Fields;
  readonly scopes: unknown;
  /** Of a Lambda authorizer that API Gateway has to be allowed to call. */
  readonly functionArn: unknown;
}

export const iamDefinition: Fields = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

/** @returns by name; empty when the API defines none. @throws InvalidResource. */
export function authorizersOf(logicalId: string, partition: string, given: unknown): ReadonlyMap<string, Authorizer> {
  if (!given) return new Map();
  return new Map(
    Object.entries(expectMap(logicalId, 'Auth.Authorizers', given)).map(([name, authorizer]) => [
      name,
      authorizerOf(logicalId, partition, name, expectMap(logicalId, `Auth.Authorizers.${name}`, authorizer)),
    ]),
  );
}

function authorizerOf(logicalId: string, partition: string, name: string, given: Fields): Authorizer {
  const { FunctionPayloadType: payload, Identity: identity, UserPoolArn: pool, FunctionArn: functionArn } = given;
  if (payload !== undefined && payload !== 'TOKEN' && payload !== 'REQUEST')
    throw new InvalidResource(logicalId, `${name} Authorizer has invalid 'FunctionPayloadType': ${payload}.`);
  if (payload === 'REQUEST' && lacksSource(logicalId, name, identity))
    throw new InvalidResource(
      logicalId,
      `${name} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.`,
    );
  const scopes = given['AuthorizationScopes'] ?? [];
  expectList(logicalId, `Authorizers.${name}.AuthorizationScopes`, scopes);
  const withoutPermission = given['DisableFunctionDefaultPermissions'] ?? false;
  expectBoolean(logicalId, `Authorizers.${name}.DisableFunctionDefaultPermissions`, withoutPermission);
  if (identity && !isMap(identity) && payload !== 'REQUEST')
    throw new InvalidResource(
      logicalId,
      'Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).',
    );
  const identified = isMap(identity) ? identity : {};
  return {
    scopes,
    functionArn: functionArn && !withoutPermission ? functionArn : undefined,
    definition: {
      type: 'apiKey',
      name: !pool && payload === 'REQUEST' ? 'Unused' : identified['Header'] || 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': pool ? 'cognito_user_pools' : 'custom',
      'x-amazon-apigateway-authorizer': pool
        ? poolAuthorizer(pool, identified)
        : lambdaAuthorizer(logicalId, partition, name, given, identified),
    },
  };
}

const poolAuthorizer = (pool: unknown, identity: Fields): Fields =>
  defined({
    type: 'cognito_user_pools',
    providerARNs: Array.isArray(pool) ? pool : [pool],
    identityValidationExpression: identity['ValidationExpression'] || undefined,
  });

function lambdaAuthorizer(logicalId: string, partition: string, name: string, given: Fields, identity: Fields): Fields {
  const isRequest = given['FunctionPayloadType'] === 'REQUEST';
  const role = given['FunctionInvokeRole'];
  return defined({
    type: isRequest ? 'request' : 'token',
    authorizerUri: authorizerUri(partition, given['FunctionArn']),
    authorizerResultTtlInSeconds: identity['ReauthorizeEvery'],
    authorizerCredentials: role && role !== 'NONE' ? role : undefined,
    identitySource: isRequest ? sourcesOf(logicalId, name, identity).join(', ') || undefined : undefined,
    identityValidationExpression: isRequest ? undefined : identity['ValidationExpression'] || undefined,
  });
}

/** What API Gateway calls a function by. */
export const authorizerUri = (partition: string, functionArn: unknown): Fields => ({
  'Fn::Sub': [
    `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`,
    { __FunctionArn__: functionArn ?? null },
  ],
});

const sources = [
  ['Headers', 'method.request.header.'],
  ['QueryStrings', 'method.request.querystring.'],
  ['StageVariables', 'stageVariables.'],
  ['Context', 'context.'],
] as const;

function sourcesOf(logicalId: string, name: string, identity: Fields): string[] {
  return sources.flatMap(([property, prefix]) => {
    if (!identity[property]) return [];
    const path = `Auth.Authorizers.${name}.Identity.${property}`;
    return expectList(logicalId, path, identity[property]).map((value, index) => {
      if (typeof value !== 'string') throw new InvalidResource(logicalId, `Property '${path}[${index}]' should be a string.`);
      return prefix + value;
    });
  });
}

/** A time of 0 turns the cache off, and then a request needs nothing to be known by. */
function lacksSource(logicalId: string, name: string, identity: unknown): boolean {
  if (!identity) return true;
  const given = expectMap(logicalId, `Authorizer.${name}.Identity`, identity);
  const lacks = sources.every(([property]) => !given[property]);
  const seconds = Number(given['ReauthorizeEvery'] ?? Number.NaN);
  return Number.isNaN(seconds) ? lacks : seconds > 0 && lacks;
}

/** Lets API Gateway call the function of a Lambda authorizer. */
export function emitAuthorizerPermission(
  translation: Translation,
  resource: SamResource,
  name: string,
  functionArn: unknown,
): void {
  if (!functionArn) return;
  // AWS writes a name for REST APIs and leaves a reference for HTTP APIs.
  const partition = resource.type === 'AWS::Serverless::Api' ? translation.partition : `\${AWS::Partition}`;
  const source = `arn:${partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/authorizers/*`;
  emit(
    translation,
    `${resource.logicalId}${name}AuthorizerPermission`,
    'AWS::Lambda::Permission',
    {
      ...{ Action: 'lambda:InvokeFunction', FunctionName: functionArn, Principal: 'apigateway.amazonaws.com' },
      SourceArn: { 'Fn::Sub': [source, { __ApiId__: ref(resource.logicalId) }] },
    },
    inherited(resource),
  );
}
