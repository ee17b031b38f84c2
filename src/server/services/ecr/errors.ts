/** Every error of ECR. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html */
import { AwsError } from '../../wire/aws-error.ts';

export const errors = {
  noRepository: (name: string, account: string) =>
    new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${account}'`,
      400,
    ),
  exists: (name: string, account: string) =>
    new AwsError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${name}' already exists in the registry with id '${account}'`,
      400,
    ),
  invalid: (message: string) => new AwsError('InvalidParameterException', message, 400),
  noLifecyclePolicy: (name: string, account: string) =>
    new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${account}'`,
      400,
    ),
  noPolicy: (name: string, account: string) =>
    new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for the repository with name '${name}' in the registry with id '${account}'`,
      400,
    ),
  noImages: () =>
    new AwsError(
      'InvalidParameterException',
      'Radiograph runs no containers: repositories can be made, so that stacks deploy, but images can be neither pushed nor pulled. Package the function as a .zip archive.',
      400,
    ),
} as const;
