/**
 * `Globals`: properties that every resource of a type starts from. Lists are joined, maps merged, single values replaced.
 * Who calls it: transform.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
import { InvalidGlobals } from './errors.ts';
import { type Fields, isIntrinsic, isMap } from './values.ts';

/** Section -> resource type and the properties AWS allows in it. */
const sections: Readonly<Record<string, { readonly type: string; readonly properties: readonly string[] }>> = {
  Function: {
    type: 'AWS::Serverless::Function',
    properties: [
      'Handler',
      'Runtime',
      'CodeUri',
      'DeadLetterQueue',
      'Description',
      'MemorySize',
      'Timeout',
      'VpcConfig',
      'Environment',
      'Tags',
      'PropagateTags',
      'Tracing',
      'KmsKeyArn',
      'AutoPublishAlias',
      'AutoPublishAliasAllProperties',
      'Layers',
      'DeploymentPreference',
      'RolePath',
      'PermissionsBoundary',
      'ReservedConcurrentExecutions',
      'ProvisionedConcurrencyConfig',
      'AssumeRolePolicyDocument',
      'EventInvokeConfig',
      'FileSystemConfigs',
      'CodeSigningConfigArn',
      'Architectures',
      'SnapStart',
      'EphemeralStorage',
      'FunctionUrlConfig',
      'RuntimeManagementConfig',
      'LoggingConfig',
      'RecursiveLoop',
      'SourceKMSKeyArn',
      'TenancyConfig',
      'DurableConfig',
      'CapacityProviderConfig',
      'FunctionScalingConfig',
      'PublishToLatestPublished',
      'VersionDeletionPolicy',
    ],
  },
  Api: {
    type: 'AWS::Serverless::Api',
    properties: [
      'Auth',
      'Name',
      'DefinitionUri',
      'CacheClusterEnabled',
      'CacheClusterSize',
      'MergeDefinitions',
      'Variables',
      'EndpointConfiguration',
      'MethodSettings',
      'BinaryMediaTypes',
      'MinimumCompressionSize',
      'Cors',
      'GatewayResponses',
      'AccessLogSetting',
      'CanarySetting',
      'TracingEnabled',
      'OpenApiVersion',
      'Domain',
      'AlwaysDeploy',
      'PropagateTags',
      'SecurityPolicy',
      'EndpointAccessMode',
    ],
  },
  HttpApi: {
    type: 'AWS::Serverless::HttpApi',
    properties: [
      'Auth',
      'AccessLogSettings',
      'StageVariables',
      'Tags',
      'CorsConfiguration',
      'DefaultRouteSettings',
      'Domain',
      'RouteSettings',
      'FailOnWarnings',
      'PropagateTags',
    ],
  },
  SimpleTable: { type: 'AWS::Serverless::SimpleTable', properties: ['SSESpecification'] },
  StateMachine: { type: 'AWS::Serverless::StateMachine', properties: ['PropagateTags'] },
  LayerVersion: { type: 'AWS::Serverless::LayerVersion', properties: ['PublishLambdaVersion'] },
};

/** @returns the global properties by resource type. @throws InvalidGlobals for what Globals may not hold. */
export function globalsOf(globals: unknown): ReadonlyMap<string, Fields> {
  if (globals === undefined || globals === null) return new Map();
  if (!isMap(globals)) throw new InvalidGlobals('It must be a non-empty dictionary');
  const found = new Map<string, Fields>();
  for (const [name, properties] of Object.entries(globals)) {
    const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
    if (!section && sectionNames.includes(name)) throw invalid(`Radiograph does not support '${name}'.`);
    if (!section) throw invalid(`'${name}' is not supported. Must be one of the following values - ${list(sectionNames)}`);
    if (!isMap(properties)) throw invalid(`Value of ${name} section must be a dictionary`);
    const unsupported = Object.keys(properties).find((property) => !section.properties.includes(property));
    if (unsupported !== undefined)
      throw invalid(
        `'${unsupported}' is not a supported property of '${name}'. Must be one of the following values - ${list(section.properties)}`,
      );
    found.set(section.type, properties);
  }
  return found;
}

/** As AWS lists them; what is missing above is of resource types that are refused, and refused too. */
const sectionNames = [
  'Api',
  'CapacityProvider',
  'Function',
  'HttpApi',
  'LayerVersion',
  'MicrovmImage',
  'NetworkConnector',
  'SimpleTable',
  'StateMachine',
  'WebSocketApi',
];

const invalid = (reason: string) => new InvalidGlobals(reason);
const list = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`;

/** The resource's value wins; a function of the template (`Fn::If`) is a single value. */
export function mergeGlobals(global: unknown, local: unknown): unknown {
  if (local === undefined) return global;
  if (Array.isArray(global) && Array.isArray(local)) return [...global, ...local];
  if (!isMap(global) || !isMap(local) || isIntrinsic(global) || isIntrinsic(local)) return local;
  // Not by assignment: a key may be `__proto__`.
  const own = Object.entries(local).map(
    ([key, value]) => [key, mergeGlobals(Object.hasOwn(global, key) ? (global as Fields)[key] : undefined, value)] as const,
  );
  return Object.fromEntries([...Object.entries(global), ...own]);
}
