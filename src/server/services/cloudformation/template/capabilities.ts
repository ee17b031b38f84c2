/**
 * Which acknowledgements a template needs.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html ("Capabilities")
 */
import { errors } from '../errors.ts';
import { hasEmbeddedTransform } from './include.ts';
import { type Template, transformsOf } from './template.ts';

/** By IAM type, the property that makes it a named one; undefined where names do not matter. */
const iamTypes: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

const expansion = 'CAPABILITY_AUTO_EXPAND';
const nesting = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

/** Macros that AWS runs without CAPABILITY_AUTO_EXPAND. */
const harmless = ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', 'AWS::Include', 'AWS::SecretsManager-2020-07-23'];

export interface NeededCapabilities {
  readonly capabilities: readonly string[];
  readonly reason?: string | undefined;
}

export function neededCapabilities(template: Template): NeededCapabilities {
  const resources = Object.values(template.Resources).filter((resource) => Object.hasOwn(iamTypes, resource.Type));
  const named = resources.filter((resource) => {
    const name = iamTypes[resource.Type];
    return name !== undefined && resource.Properties?.[name] !== undefined;
  });
  const types = [...new Set((named.length > 0 ? named : resources).map((resource) => resource.Type))];
  const capabilities = named.length > 0 ? ['CAPABILITY_NAMED_IAM'] : resources.length > 0 ? ['CAPABILITY_IAM'] : [];
  if (transformsOf(template).some((name) => !harmless.includes(name))) capabilities.push(expansion);
  if (capabilities.length === 0) return { capabilities };
  return {
    capabilities,
    reason: types.length > 0 ? `The following resource(s) require capabilities: [${types.join(', ')}]` : undefined,
  };
}

/** @throws InsufficientCapabilitiesException. CAPABILITY_NAMED_IAM includes CAPABILITY_IAM. */
export function checkCapabilities(template: Template, given: readonly string[]): void {
  const missing = neededCapabilities(template).capabilities.filter(
    (needed) =>
      needed !== expansion && !given.includes(needed) && !(needed === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  );
  if (missing.length > 0) throw errors.capabilities(missing);
}

/**
 * Transforms need an acknowledgement where no change set shows what they make, and where they make nested stacks.
 * @param direct CreateStack and UpdateStack. @throws InsufficientCapabilitiesException.
 */
export function checkExpansion(template: Template, given: readonly string[], direct: boolean): void {
  if ((transformsOf(template).length === 0 && !hasEmbeddedTransform(template)) || given.includes(expansion)) return;
  const nests = Object.values(template.Resources).some((resource) => nesting.includes(resource.Type));
  if (direct || nests) throw errors.capabilities([expansion]);
}
