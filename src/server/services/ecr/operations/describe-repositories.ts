/** DescribeRepositories. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { describeRepository, type Repositories } from '../repository.ts';

/** A token is the name that the page before ended with. @throws RepositoryNotFoundException, InvalidParameterException */
export const describeRepositories =
  (repositories: Repositories): Operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse> =>
  (input, call) => {
    const { repositoryNames: names, maxResults: limit = 100, nextToken = '', registryId = call.account } = input;
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
      throw errors.invalid(
        `Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value between 1 and 1000'`,
      );
    const after = Buffer.from(nextToken, 'base64').toString('utf8');
    const all = registryId === call.account ? repositories.list(call).filter(({ name }) => name > after) : [];
    const page = names?.map((name) => repositories.get(call, name, registryId)) ?? all.slice(0, limit);
    const isCut = names === undefined && page.length < all.length;
    return {
      repositories: page.map((repository) => describeRepository(call, repository)),
      nextToken: isCut ? Buffer.from(page.at(-1)?.name ?? '').toString('base64') : undefined,
    };
  };
