/**
 * The role that SAM makes for a function without one. Who calls it: resources/function.ts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html (Policies, Tracing)
 */
import { policiesOf } from '../policies/policies.ts';
import { functionTags } from '../tags.ts';
import { emit, inherited, resolveParameter, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields } from '../values.ts';

const trustLambda = {
  Version: '2012-10-17',
  Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] } }],
};

/** @param extraPolicies inline policies that other properties ask for: dead-letter queue, destinations. */
export function emitRole(
  translation: Translation,
  resource: SamResource,
  extraPolicies: readonly Fields[],
  attributes: Fields = inherited(resource),
): void {
  const { properties } = resource;
  const roleId = `${resource.logicalId}Role`;
  const arn = (name: string) => `arn:${translation.partition}:iam::aws:policy/${name}`;
  const managed: unknown[] = [arn('service-role/AWSLambdaBasicExecutionRole')];
  if (isTraced(resolveParameter(translation, properties['Tracing'])))
    managed.push(arn(translation.partition === 'aws' ? 'AWSXrayWriteOnlyAccess' : 'AWSXRayDaemonWriteAccess'));
  if (properties['VpcConfig'] !== undefined) managed.push(arn('service-role/AWSLambdaVPCAccessExecutionRole'));
  const own = policiesOf(resource.logicalId, properties['Policies'], roleId, arn);
  for (const name of own.managed)
    if (!managed.some((known) => JSON.stringify(known) === JSON.stringify(name))) managed.push(name);
  const inline = [...extraPolicies, ...own.inline];
  emit(
    translation,
    roleId,
    'AWS::IAM::Role',
    defined({
      AssumeRolePolicyDocument: properties['AssumeRolePolicyDocument'] ?? trustLambda,
      ManagedPolicyArns: managed,
      Path: properties['RolePath'],
      PermissionsBoundary: properties['PermissionsBoundary'],
      Policies: inline.length > 0 ? inline : undefined,
      Tags: functionTags(resource),
    }),
    attributes,
  );
}

/** `Disabled` is SAM's word for no tracing; everything else is passed to Lambda, which refuses what it does not know. */
export function isTraced(tracing: unknown): boolean {
  return tracing !== undefined && tracing !== null && tracing !== 'Disabled';
}
