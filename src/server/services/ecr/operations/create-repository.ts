/** CreateRepository. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
import type { CreateRepositoryRequest, CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { describeRepository, type Repositories } from '../repository.ts';

/** @throws RepositoryAlreadyExistsException, InvalidParameterException */
export const createRepository =
  (repositories: Repositories): Operation<CreateRepositoryRequest, CreateRepositoryResponse> =>
  (input, call) => {
    const repository = repositories.create(call, {
      name: input.repositoryName ?? '',
      tagMutability: input.imageTagMutability ?? 'MUTABLE',
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
      tags: Object.fromEntries((input.tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    });
    return { repository: describeRepository(call, repository) };
  };
