/** GetLifecyclePolicy. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html */
import type { GetLifecyclePolicyRequest, GetLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Repositories } from '../repository.ts';

/** @throws RepositoryNotFoundException, LifecyclePolicyNotFoundException */
export const getLifecyclePolicy =
  (repositories: Repositories): Operation<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse> =>
  (input, call) => {
    const { name, lifecyclePolicy } = repositories.get(call, input.repositoryName, input.registryId);
    if (lifecyclePolicy === undefined) throw errors.noLifecyclePolicy(name, call.account);
    return { registryId: call.account, repositoryName: name, lifecyclePolicyText: lifecyclePolicy };
  };
