/** PutLifecyclePolicy. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
import type { PutLifecyclePolicyRequest, PutLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { checkJson, type Repositories } from '../repository.ts';

/** @throws RepositoryNotFoundException, InvalidParameterException */
export const putLifecyclePolicy =
  (repositories: Repositories): Operation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse> =>
  (input, call) => {
    const repository = repositories.get(call, input.repositoryName, input.registryId);
    const lifecyclePolicy = checkJson(input.lifecyclePolicyText ?? '', 'LifecyclePolicyText');
    repositories.put(call, { ...repository, lifecyclePolicy });
    return { registryId: call.account, repositoryName: repository.name, lifecyclePolicyText: lifecyclePolicy };
  };
