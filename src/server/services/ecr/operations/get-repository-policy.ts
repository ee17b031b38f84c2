/** GetRepositoryPolicy. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
import type { GetRepositoryPolicyRequest, GetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Repositories } from '../repository.ts';

/** @throws RepositoryNotFoundException, RepositoryPolicyNotFoundException */
export const getRepositoryPolicy =
  (repositories: Repositories): Operation<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse> =>
  (input, call) => {
    const { name, policy } = repositories.get(call, input.repositoryName, input.registryId);
    if (policy === undefined) throw errors.noPolicy(name, call.account);
    return { registryId: call.account, repositoryName: name, policyText: policy };
  };
