/** DescribeRepositories. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { describeRepository, type Repositories } from '../repository.ts';

/** @throws RepositoryNotFoundException */
export const describeRepositories =
  (repositories: Repositories): Operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse> =>
  (input, call) => {
    const found = input.repositoryNames?.map((name) => repositories.get(call, name)) ?? repositories.list(call);
    return { repositories: found.map((repository) => describeRepository(call, repository)) };
  };
