/**
 * Refuses declarations of parameters that AWS refuses.
 *
 * Who calls it: check-shape.ts. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
import { validationError } from '../errors.ts';
import { checkName } from './check-name.ts';
import { refuseVersionless } from './dynamic-references.ts';
import { isObject } from './template.ts';

const members = [
  'Type',
  'Default',
  'NoEcho',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'Description',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
];

/** Types that hold an id of something in the account; the values are taken as they are. */
const specific =
  /^AWS::(?:EC2::(?:AvailabilityZone::Name|Image::Id|Instance::Id|KeyPair::KeyName|SecurityGroup::GroupName|SecurityGroup::Id|Subnet::Id|Volume::Id|VPC::Id)|Route53::HostedZone::Id)$/;
const plain = ['String', 'Number', 'List<Number>', 'List<String>', 'CommaDelimitedList', 'AWS::SSM::Parameter::Name'];

/** @throws ValidationError with AWS's text. */
export function checkDeclarations(parameters: unknown): void {
  if (parameters === undefined || parameters === null) return;
  if (!isObject(parameters)) throw validationError('Template format error: Any Parameters member must be an object.');
  for (const [name, declaration] of Object.entries(parameters)) {
    if (name === 'Fn::Transform') continue;
    checkName('Parameter', name);
    if (!isObject(declaration)) throw validationError('Template format error: Any Parameters member must be an object.');
    const type = declaration['Type'];
    if (typeof type !== 'string')
      throw validationError('Template format error: Every Parameters object must contain a Type member.');
    const wrong = Object.keys(declaration).find((member) => !members.includes(member));
    if (wrong !== undefined) throw validationError(`Invalid template parameter property '${wrong}'`);
    if (!isKnown(type)) throw validationError(`Template format error: Unrecognized parameter type: ${type}`);
    const value = declaration['Default'];
    if (value === null || typeof value === 'object')
      throw validationError('Template format error: Every Default member must be a string.');
    refuseVersionless(name, value);
    const allowed = declaration['AllowedValues'];
    if (allowed !== undefined && !Array.isArray(allowed))
      throw validationError('Template format error: Every AllowedValues member must be a list.');
    const description = declaration['Description'];
    if (description !== undefined && typeof description !== 'string')
      throw validationError('Template format error: Every Description member must be a string.');
  }
}

function isKnown(type: string): boolean {
  const [, stored] = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type) ?? [];
  if (stored !== undefined) return stored === 'String' || stored === 'CommaDelimitedList' || isSpecific(stored);
  return plain.includes(type) || isSpecific(type);
}

const isSpecific = (type: string): boolean => {
  const [, inner = type] = /^List<(.+)>$/.exec(type) ?? [];
  return type === 'List<String>' || specific.test(inner);
};
