/** Repositories: made, described and deleted, but always empty. */
import type { EncryptionConfiguration, ImageTagMutabilityExclusionFilter, Repository } from '@aws-sdk/client-ecr';
import type { ControlPlane, Scope } from '../../store/ports.ts';
import { errors } from './errors.ts';

export interface StoredRepository {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly tagMutability: string;
  /** Tags that are excepted from it. */
  readonly tagMutabilityExclusions?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
  readonly scanOnPush: boolean;
  /** Undefined of those that were stored without: AES256. */
  readonly encryption?: EncryptionConfiguration | undefined;
  readonly lifecyclePolicy?: string | undefined;
  readonly policy?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Repositories {
  find(scope: Scope, name: string): StoredRepository | undefined;
  /** @param registry an account's; that of another has no repositories. @throws RepositoryNotFoundException */
  get(scope: Scope, name: string | undefined, registry?: string): StoredRepository;
  /** @throws InvalidParameterException, RepositoryAlreadyExistsException */
  create(scope: Scope, repository: Omit<StoredRepository, 'created'>): StoredRepository;
  put(scope: Scope, repository: StoredRepository): void;
  remove(scope: Scope, name: string): void;
  list(scope: Scope): StoredRepository[];
}

export function openRepositories(controlPlane: ControlPlane, now: () => number): Repositories {
  const collection = controlPlane.collection<StoredRepository>('ecr-repository');
  const self: Repositories = {
    find: (scope, name) => (name.length > 256 ? undefined : collection.get(scope, name)),
    get(scope, name = '', registry = scope.account) {
      const repository = registry === scope.account ? self.find(scope, name) : undefined;
      if (!repository) throw errors.noRepository(name, registry);
      return repository;
    },
    create(scope, wanted) {
      if (
        !/^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/.test(wanted.name) ||
        !/^.{2,256}$/.test(wanted.name)
      )
        throw errors.invalid(
          `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''`,
        );
      if (self.find(scope, wanted.name)) throw errors.exists(wanted.name, scope.account);
      const repository = { ...wanted, created: now() };
      self.put(scope, repository);
      return repository;
    },
    put: (scope, repository) => collection.put(scope, repository.name, repository),
    remove(scope, name) {
      collection.delete(scope, name);
    },
    list: (scope) => collection.list(scope).map(({ value }) => value),
  };
  return self;
}

export const repositoryArn = (scope: Scope, name: string): string =>
  `arn:aws:ecr:${scope.region}:${scope.account}:repository/${name}`;

export const repositoryUri = (scope: Scope, name: string): string =>
  `${scope.account}.dkr.ecr.${scope.region}.amazonaws.com/${name}`;

export function describeRepository(scope: Scope, repository: StoredRepository): Repository {
  return {
    repositoryArn: repositoryArn(scope, repository.name),
    registryId: scope.account,
    repositoryName: repository.name,
    repositoryUri: repositoryUri(scope, repository.name),
    createdAt: new Date(repository.created),
    imageTagMutability: repository.tagMutability as 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    ...(repository.tagMutabilityExclusions && { imageTagMutabilityExclusionFilters: [...repository.tagMutabilityExclusions] }),
    encryptionConfiguration: repository.encryption ?? { encryptionType: 'AES256' },
  };
}

/** @throws InvalidParameterException */
export function checkJson(text: string, parameter: string): string {
  try {
    JSON.parse(text);
  } catch {
    throw errors.invalid(`Invalid parameter at '${parameter}' failed to satisfy constraint: 'Invalid JSON'`);
  }
  return text;
}
