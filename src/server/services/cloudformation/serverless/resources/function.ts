/**
 * `AWS::Serverless::Function`: the function, its role, version and alias, URL, asynchronous settings, and what its events need.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
import { lambdaContent, s3Location } from '../code-location.ts';
import { InvalidResource } from '../errors.ts';
import { eventsOf, translateEvents } from '../events/events.ts';
import { functionTags } from '../tags.ts';
import {
  emit,
  inherited,
  mapProperty,
  refuse,
  requireKnown,
  requireShapes,
  resolveParameter,
  resolveParameters,
  type SamResource,
  type Translation,
} from '../translation.ts';
import { defined, type Fields, getAtt, isIntrinsic, isMap } from '../values.ts';
import { eventInvokeConfig } from './function-event-invoke.ts';
import { emitRole, isTraced } from './function-role.ts';
import { emitUrl } from './function-url.ts';
import { aliasNameOf, emitVersionAndAlias } from './function-version.ts';

/** Properties that Lambda takes under the same name. */
const passed = [
  'Description',
  'FunctionName',
  'Handler',
  'MemorySize',
  'Runtime',
  'Timeout',
  'VpcConfig',
  'Environment',
  'KmsKeyArn',
  'Layers',
  'ReservedConcurrentExecutions',
  'FileSystemConfigs',
  'CodeSigningConfigArn',
  'ImageConfig',
  'Architectures',
  'SnapStart',
  'EphemeralStorage',
  'RuntimeManagementConfig',
  'LoggingConfig',
  'RecursiveLoop',
  'PackageType',
];
const own = [
  'CodeUri',
  'InlineCode',
  'ImageUri',
  'SourceKMSKeyArn',
  'DeadLetterQueue',
  'Tags',
  'Tracing',
  'Role',
  'Policies',
  'RolePath',
  'PermissionsBoundary',
  'AssumeRolePolicyDocument',
  'Events',
  'AutoPublishAlias',
  'AutoPublishCodeSha256',
  'AutoPublishAliasAllProperties',
  'VersionDescription',
  'VersionDeletionPolicy',
  'ProvisionedConcurrencyConfig',
  'FunctionUrlConfig',
  'EventInvokeConfig',
  'PropagateTags',
  'DeploymentPreference',
];
/** AWS's translator takes them; what they need is not built here. */
const refused = ['CapacityProviderConfig', 'FunctionScalingConfig', 'DurableConfig', 'TenancyConfig', 'PublishToLatestPublished'];

export function translateFunction(translation: Translation, resource: SamResource): void {
  const { logicalId, properties } = resource;
  requireKnown(logicalId, 'AWS::Serverless::Function', properties, [...passed, ...own, ...refused]);
  refuse(resource, refused);
  requireShapes(resource, {
    Events: 'map',
    Environment: 'map',
    VpcConfig: 'map',
    Layers: 'list',
    FileSystemConfigs: 'list',
    Architectures: 'list',
    AutoPublishAliasAllProperties: 'boolean',
  });
  // It decides what is made, so that no function of the template may stand for it.
  if (isIntrinsic(properties['AutoPublishAliasAllProperties']))
    throw new InvalidResource(logicalId, "Type of property 'AutoPublishAliasAllProperties' is invalid.");
  const events = eventsOf(resource);
  refuseDeployment(resource);
  const alias = aliasNameOf(translation, resource);
  // A version's id depends on the values of parameters in it, and AWS leaves them there.
  const code = alias === undefined ? codeOf(resource) : (resolveParameters(translation, codeOf(resource)) as Fields);
  const lambda = defined({
    ...Object.fromEntries(passed.map((name) => [name, properties[name]])),
    Code: code,
    DeadLetterConfig: deadLetterConfig(resource),
    Tags: functionTags(resource),
    TracingConfig: isTraced(resolveParameter(translation, properties['Tracing'])) ? { Mode: properties['Tracing'] } : undefined,
  });
  const version =
    alias === undefined
      ? undefined
      : emitVersionAndAlias(translation, resource, alias, defined({ ...lambda, Role: properties['Role'] }), code);
  if (version?.description !== undefined) lambda['Description'] = version.description;
  emit(translation, logicalId, 'AWS::Lambda::Function', { ...lambda, Role: roleOf(translation, resource) }, resource.attributes);
  if (properties['FunctionUrlConfig']) emitUrl(translation, resource, version?.aliasId);
  const invoke = eventInvokeConfig(translation, resource, version?.aliasId, alias);
  if (invoke)
    emit(translation, `${logicalId}EventInvokeConfig`, 'AWS::Lambda::EventInvokeConfig', invoke.config, invoke.attributes);
  translateEvents(translation, resource, events, version?.aliasId);
}

/** The role to run with: the one that is given, the one that is made, or by a condition one of the two. */
function roleOf(translation: Translation, resource: SamResource): unknown {
  const { logicalId, properties } = resource;
  const given = properties['Role'];
  if (given !== undefined && given !== null && typeof given !== 'string' && !isIntrinsic(given))
    throw new InvalidResource(logicalId, "Property 'Role' should be a string.");
  const made = getAtt(`${logicalId}Role`, 'Arn');
  const extra = [
    ...deadLetterPolicy(resource),
    ...(eventInvokeConfig(translation, resource, undefined, undefined)?.policies ?? []),
  ];
  const branches = isMap(given) ? given['Fn::If'] : undefined;
  if (Array.isArray(branches)) {
    if (branches.length !== 3) throw new InvalidResource(logicalId, "Malformed 'Role' property: Fn::If requires 3 arguments.");
    const [condition, yes, no] = branches;
    const [noYes, noNo] = [yes, no].map((branch) => isMap(branch) && branch['Ref'] === 'AWS::NoValue');
    if (!noYes && !noNo) return given;
    if (noYes && noNo) emitRole(translation, resource, extra);
    else {
      const wanted = noYes ? String(condition) : `NOT${condition}`;
      if (!noYes) translation.conditions[wanted] = { 'Fn::Not': [{ Condition: condition }] };
      emitRole(translation, resource, extra, { ...inherited(resource), Condition: wanted });
    }
    return { 'Fn::If': [condition, noYes ? made : yes, noNo ? made : no] };
  }
  if (given !== undefined && given !== null) return given;
  emitRole(translation, resource, extra);
  return made;
}

function codeOf(resource: SamResource): Fields {
  const { logicalId, properties } = resource;
  const invalid = (reason: string) => new InvalidResource(logicalId, reason);
  if (properties['PackageType'] === 'Image') {
    if (['Runtime', 'Handler', 'Layers'].some((name) => properties[name] !== undefined))
      throw invalid('Runtime, Handler, Layers cannot be present when PackageType is of type `Image`');
    if (properties['ImageUri'] === undefined) throw invalid("'ImageUri' must be set.");
    return { ImageUri: properties['ImageUri'] };
  }
  if (properties['InlineCode'] === undefined && !properties['CodeUri'])
    throw invalid("Only one of 'InlineCode' or 'CodeUri' can be set.");
  if (properties['Runtime'] === undefined || properties['Handler'] === undefined)
    throw invalid('Runtime and Handler needs to be present when PackageType is of type `Zip`');
  // Inline code wins, as it does at AWS.
  if (properties['InlineCode'] !== undefined) return { ZipFile: properties['InlineCode'] };
  const content = lambdaContent(s3Location(logicalId, 'CodeUri', properties['CodeUri']));
  return properties['SourceKMSKeyArn'] === undefined ? content : { ...content, SourceKMSKeyArn: properties['SourceKMSKeyArn'] };
}

const deadLetterActions: Readonly<Record<string, string>> = { SQS: 'sqs:SendMessage', SNS: 'sns:Publish' };

function deadLetterConfig(resource: SamResource): Fields | undefined {
  const queue = mapProperty(resource, 'DeadLetterQueue');
  if (!queue) return undefined;
  if (!queue['Type'] || !queue['TargetArn'])
    throw new InvalidResource(resource.logicalId, "'DeadLetterQueue' requires Type and TargetArn properties to be specified.");
  if (typeof queue['Type'] !== 'string')
    throw new InvalidResource(resource.logicalId, "Property 'DeadLetterQueue.Type' should be a string.");
  if (!Object.hasOwn(deadLetterActions, queue['Type']))
    throw new InvalidResource(resource.logicalId, "'DeadLetterQueue' requires Type of ['SQS', 'SNS']");
  return { TargetArn: queue['TargetArn'] };
}

function deadLetterPolicy(resource: SamResource): Fields[] {
  const queue = mapProperty(resource, 'DeadLetterQueue');
  if (!queue) return [];
  const statement = { Action: deadLetterActions[String(queue['Type'])], Resource: queue['TargetArn'], Effect: 'Allow' };
  return [{ PolicyName: 'DeadLetterQueuePolicy', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }];
}

/** Gradual deployment is CodeDeploy's; switched off it changes nothing. */
function refuseDeployment(resource: SamResource): void {
  const preference = mapProperty(resource, 'DeploymentPreference');
  if (preference && preference['Enabled'] !== false)
    throw new InvalidResource(
      resource.logicalId,
      "Property 'DeploymentPreference' of AWS::Serverless::Function is not supported by Radiograph: there is no CodeDeploy. Set Enabled to false.",
    );
}
