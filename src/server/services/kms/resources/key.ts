/**
 * AWS::KMS::Key and AWS::KMS::Alias, as records: templates name keys, but nothing is encrypted with them, and KMS has no API here.
 *
 * Who calls it: CloudFormation. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
 */
import { randomUUID } from 'node:crypto';
import type { ControlPlane } from '../../../store/ports.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import type { ResourceProvider } from '../../ports.ts';

/** The providers of both types. */
export function kmsResources(deps: { readonly controlPlane: ControlPlane }): readonly ResourceProvider[] {
  const keys = deps.controlPlane.collection<{ readonly properties: unknown }>('kms-key');
  const aliases = deps.controlPlane.collection<{ readonly targetKeyId: string }>('kms-alias');
  const key: ResourceProvider = {
    type: 'AWS::KMS::Key',
    properties: [
      'BypassPolicyLockoutSafetyCheck',
      'Description',
      'EnableKeyRotation',
      'Enabled',
      'KeyPolicy',
      'KeySpec',
      'KeyUsage',
      'MultiRegion',
      'Origin',
      'PendingWindowInDays',
      'RotationPeriodInDays',
      'Tags',
    ],
    createOnly: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
    async create({ tenant, properties }) {
      const id = randomUUID();
      keys.put(tenant, id, { properties });
      return { physicalId: id, attributes: { KeyId: id, Arn: `arn:aws:kms:${tenant.region}:${tenant.account}:key/${id}` } };
    },
    async update({ tenant, properties }, { physicalId: id }) {
      keys.put(tenant, id, { properties });
      return { physicalId: id, attributes: { KeyId: id, Arn: `arn:aws:kms:${tenant.region}:${tenant.account}:key/${id}` } };
    },
    async delete({ tenant }, physicalId) {
      keys.delete(tenant, physicalId);
    },
  };
  const alias: ResourceProvider = {
    type: 'AWS::KMS::Alias',
    properties: ['AliasName', 'TargetKeyId'],
    createOnly: ['AliasName'],
    required: ['AliasName', 'TargetKeyId'],
    async create({ tenant, properties }) {
      const name = String(properties['AliasName']);
      if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name) || name.startsWith('alias/aws/'))
        throw new AwsError('InvalidAliasName', `${name} is not a valid name of an alias`, 400);
      if (aliases.get(tenant, name))
        throw new AwsError(
          'AlreadyExistsException',
          `An alias with the name arn:aws:kms:${tenant.region}:${tenant.account}:${name} already exists`,
          400,
        );
      aliases.put(tenant, name, { targetKeyId: String(properties['TargetKeyId']) });
      return { physicalId: name, attributes: {} };
    },
    async update({ tenant, properties }, { physicalId }) {
      aliases.put(tenant, physicalId, { targetKeyId: String(properties['TargetKeyId']) });
      return { physicalId, attributes: {} };
    },
    async delete({ tenant }, physicalId) {
      aliases.delete(tenant, physicalId);
    },
  };
  return [key, alias];
}
