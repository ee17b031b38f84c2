/** SetRepositoryPolicy. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
import type { SetRepositoryPolicyRequest, SetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { checkJson, type Repositories } from '../repository.ts';

/** @throws RepositoryNotFoundException, InvalidParameterException */
export const setRepositoryPolicy =
  (repositories: Repositories): Operation<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse> =>
  (input, call) => {
    const repository = repositories.get(call, input.repositoryName, input.registryId);
    const policy = checkJson(input.policyText ?? '', 'PolicyText');
    repositories.put(call, { ...repository, policy });
    return { registryId: call.account, repositoryName: repository.name, policyText: policy };
  };
