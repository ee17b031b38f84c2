/** ListImages. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html */
import type { ListImagesRequest, ListImagesResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import type { Repositories } from '../repository.ts';

/** None, ever. @throws RepositoryNotFoundException */
export const listImages =
  (repositories: Repositories): Operation<ListImagesRequest, ListImagesResponse> =>
  (input, call) => {
    repositories.get(call, input.repositoryName, input.registryId);
    return { imageIds: [] };
  };
