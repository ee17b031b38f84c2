/** CreateRepository. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
import type { CreateRepositoryRequest, CreateRepositoryResponse, EncryptionConfiguration } from '@aws-sdk/client-ecr';
import type { Scope } from '../../../store/ports.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { describeRepository, type Repositories } from '../repository.ts';

/** @throws RepositoryAlreadyExistsException, InvalidParameterException */
export const createRepository =
  (repositories: Repositories): Operation<CreateRepositoryRequest, CreateRepositoryResponse> =>
  (input, call) => {
    if (input.registryId !== undefined && input.registryId !== call.account)
      throw errors.invalid(
        `Invalid parameter at 'registryId' failed to satisfy constraint: 'must be the registry of the caller'`,
      );
    const { imageTagMutability: tagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: exclusions } = input;
    oneOf('imageTagMutability', tagMutability, mutabilities);
    for (const { filterType } of exclusions ?? []) oneOf('filterType', filterType ?? '', ['WILDCARD']);
    if (tagMutability.endsWith('_WITH_EXCLUSION') !== Boolean(exclusions?.length))
      throw errors.invalid(
        `Invalid parameter at 'imageTagMutabilityExclusionFilters' failed to satisfy constraint: 'must be given with IMMUTABLE_WITH_EXCLUSION and MUTABLE_WITH_EXCLUSION, and with no other'`,
      );
    const encryption = input.encryptionConfiguration;
    if (encryption) oneOf('encryptionType', encryption.encryptionType ?? '', ['AES256', 'KMS', 'KMS_DSSE']);
    const repository = repositories.create(call, {
      name: input.repositoryName ?? '',
      tagMutability,
      tagMutabilityExclusions: exclusions,
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
      encryption: encryption && withKey(encryption, call),
      tags: Object.fromEntries((input.tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    });
    return { repository: describeRepository(call, repository) };
  };

const mutabilities = ['IMMUTABLE', 'MUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION'];

function oneOf(parameter: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value))
    throw errors.invalid(
      `Invalid parameter at '${parameter}' failed to satisfy constraint: 'Member must satisfy enum value set: [${allowed.join(', ')}]'`,
    );
}

/** Without a key of the user's it is the one that AWS manages for ECR. */
function withKey(encryption: EncryptionConfiguration, { account, region }: Scope): EncryptionConfiguration {
  if (encryption.encryptionType === 'AES256') return encryption;
  return { ...encryption, kmsKey: encryption.kmsKey ?? `arn:aws:kms:${region}:${account}:alias/aws/ecr` };
}
