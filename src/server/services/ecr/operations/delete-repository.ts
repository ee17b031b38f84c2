/** DeleteRepository. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
import type { DeleteRepositoryRequest, DeleteRepositoryResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { describeRepository, type Repositories } from '../repository.ts';

/** There are never images in it. @throws RepositoryNotFoundException */
export const deleteRepository =
  (repositories: Repositories): Operation<DeleteRepositoryRequest, DeleteRepositoryResponse> =>
  (input, call) => {
    const repository = repositories.get(call, input.repositoryName, input.registryId);
    repositories.remove(call, repository.name);
    return { repository: describeRepository(call, repository) };
  };
