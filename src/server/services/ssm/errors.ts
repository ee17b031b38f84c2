/** Every error of Parameter Store. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html#API_PutParameter_Errors */
import { AwsError } from '../../wire/aws-error.ts';

export const errors = {
  /** AWS gives no text with it. */
  notFound: () => new AwsError('ParameterNotFound', '', 400),
  versionNotFound: (name: string, version: string) =>
    new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
      400,
    ),
  labelNotFound: (name: string, label: string) =>
    new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find label ${label} for parameter ${name}. Verify the label and try again.`,
      400,
    ),
  exists: () =>
    new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      400,
    ),
  invalid: (message: string) => new AwsError('ValidationException', message, 400),
  name: () =>
    errors.invalid(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    ),
  levels: (name: string, levels: number) =>
    new AwsError(
      'HierarchyLevelLimitExceededException',
      `The hierarchy of the parameter name ${name} has ${levels} levels. A hierarchy can have a maximum of 15 levels.`,
      400,
    ),
  dataType: (type: string) =>
    errors.invalid(`The following data type is not supported: ${type} (Data type names are all lowercase.)`),
  labelLimit: () =>
    new AwsError(
      'ParameterVersionLabelLimitExceeded',
      'A parameter version can have maximum 10 labels. Move one or more labels to another version and try again.',
      400,
    ),
  versionLimit: (name: string, oldest: number) =>
    new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
      400,
    ),
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
  filterKey: (key: string, valid: readonly string[]) =>
    new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${key}. Valid filter keys include: [${valid.join(', ')}].`,
      400,
    ),
  filterOption: (option: string, valid: readonly string[]) =>
    new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${option}. Valid options include: [${valid.join(', ')}].`,
      400,
    ),
  filterValue: (message: string) => new AwsError('InvalidFilterValue', message, 400),
} as const;
