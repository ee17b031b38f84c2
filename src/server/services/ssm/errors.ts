/** Every error of Parameter Store. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html#API_PutParameter_Errors */
import { AwsError } from '../../wire/aws-error.ts';

export const errors = {
  notFound: (name: string) => new AwsError('ParameterNotFound', `Parameter ${name} not found.`, 400),
  versionNotFound: (name: string, version: string) =>
    new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
      400,
    ),
  exists: () =>
    new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      400,
    ),
  invalid: (message: string) => new AwsError('ValidationException', message, 400),
  type: (type: string) => new AwsError('UnsupportedParameterType', `The parameter type ${type} is not supported.`, 400),
  pattern: (pattern: string) =>
    new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
      400,
    ),
  patternInvalid: (pattern: string) => new AwsError('InvalidAllowedPatternException', `Invalid allowed pattern: ${pattern}`, 400),
  nextToken: () => new AwsError('InvalidNextToken', 'The specified token is not valid.', 400),
  resource: (id: string) => new AwsError('InvalidResourceId', `The resource ID ${id} is not valid.`, 400),
  resourceType: () => new AwsError('InvalidResourceType', 'The resource type is not valid: only Parameter is built here.', 400),
  filterKey: (key: string) => new AwsError('InvalidFilterKey', `The specified key ${key} isn't valid.`, 400),
} as const;
