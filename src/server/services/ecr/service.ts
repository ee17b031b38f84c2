/**
 * ECR, as far as deployments need it that use no images: `cdk bootstrap` makes a repository.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html
 */
import type { ControlPlane } from '../../store/ports.ts';
import type { ResourceProvider } from '../ports.ts';
import type { Service } from '../service.ts';
import { createRepository } from './operations/create-repository.ts';
import { deleteRepository } from './operations/delete-repository.ts';
import { describeRepositories } from './operations/describe-repositories.ts';
import { getAuthorizationToken } from './operations/get-authorization-token.ts';
import { getLifecyclePolicy } from './operations/get-lifecycle-policy.ts';
import { getRepositoryPolicy } from './operations/get-repository-policy.ts';
import { listImages } from './operations/list-images.ts';
import { putLifecyclePolicy } from './operations/put-lifecycle-policy.ts';
import { setRepositoryPolicy } from './operations/set-repository-policy.ts';
import { openRepositories } from './repository.ts';
import { repositoryProvider } from './resources/repository.ts';

export function createEcr(deps: { readonly controlPlane: ControlPlane }): {
  readonly service: Service;
  readonly resources: readonly ResourceProvider[];
} {
  const repositories = openRepositories(deps.controlPlane, Date.now);
  return {
    service: {
      id: 'ecr',
      operations: {
        CreateRepository: createRepository(repositories),
        DeleteRepository: deleteRepository(repositories),
        DescribeRepositories: describeRepositories(repositories),
        GetAuthorizationToken: getAuthorizationToken,
        GetLifecyclePolicy: getLifecyclePolicy(repositories),
        GetRepositoryPolicy: getRepositoryPolicy(repositories),
        ListImages: listImages(repositories),
        PutLifecyclePolicy: putLifecyclePolicy(repositories),
        SetRepositoryPolicy: setRepositoryPolicy(repositories),
      },
    },
    resources: [repositoryProvider(repositories)],
  };
}
