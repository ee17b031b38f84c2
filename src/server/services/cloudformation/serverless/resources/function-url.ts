/**
 * `FunctionUrlConfig`: the URL, and without authorization the two permissions that let everyone call it.
 * Who calls it: resources/function.ts. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
import { InvalidResource } from '../errors.ts';
import { emit, inherited, mapProperty, resolveParameter, type SamResource, type Translation } from '../translation.ts';
import { defined, isIntrinsic, isMap, ref } from '../values.ts';

/** What each may be, in the words of AWS's translator, which is written in Python. */
const corsProperties: Readonly<Record<string, 'list' | 'bool' | 'int'>> = {
  ...{ AllowOrigins: 'list', AllowMethods: 'list', AllowHeaders: 'list', ExposeHeaders: 'list' },
  AllowCredentials: 'bool',
  MaxAge: 'int',
};

export function emitUrl(translation: Translation, resource: SamResource, aliasId: string | undefined): void {
  const { logicalId } = resource;
  const config = mapProperty(resource, 'FunctionUrlConfig') ?? {};
  const authType = resolveParameter(translation, config['AuthType']);
  if (authType !== 'NONE' && authType !== 'AWS_IAM' && !isIntrinsic(authType))
    throw new InvalidResource(
      logicalId,
      'AuthType is required to configure function property `FunctionUrlConfig`. Please provide either AWS_IAM or NONE.',
    );
  checkCors(logicalId, config['Cors']);
  const target = ref(aliasId ?? logicalId);
  const attributes = inherited(resource);
  emit(
    translation,
    `${logicalId}Url`,
    'AWS::Lambda::Url',
    defined({
      TargetFunctionArn: target,
      AuthType: config['AuthType'],
      Cors: config['Cors'],
      InvokeMode: config['InvokeMode'],
    }),
    attributes,
  );
  // A type that is only known at deployment opens nothing.
  if (config['AuthType'] !== 'NONE') return;
  const everyone = { FunctionName: target, Principal: '*' };
  emit(
    translation,
    `${logicalId}UrlPublicPermissions`,
    'AWS::Lambda::Permission',
    { Action: 'lambda:InvokeFunctionUrl', ...everyone, FunctionUrlAuthType: config['AuthType'] },
    attributes,
  );
  emit(
    translation,
    `${logicalId}URLInvokeAllowPublicAccess`,
    'AWS::Lambda::Permission',
    { Action: 'lambda:InvokeFunction', ...everyone, InvokedViaFunctionUrl: true },
    attributes,
  );
}

function checkCors(logicalId: string, cors: unknown): void {
  if (cors === undefined || isIntrinsic(cors)) return;
  if (!isMap(cors)) throw new InvalidResource(logicalId, "Property 'FunctionUrlConfig.Cors' should be a map.");
  for (const [name, value] of Object.entries(cors)) {
    const kind = Object.hasOwn(corsProperties, name) ? corsProperties[name] : undefined;
    if (kind === undefined) throw new InvalidResource(logicalId, `${name} is not a valid property for configuring Cors.`);
    if (!isIntrinsic(value) && !isOf(kind, value)) throw new InvalidResource(logicalId, `${name} must be of type ${kind}.`);
  }
}

function isOf(kind: 'list' | 'bool' | 'int', value: unknown): boolean {
  if (kind === 'list') return Array.isArray(value);
  return kind === 'bool' ? typeof value === 'boolean' : Number.isInteger(value) || typeof value === 'boolean';
}
