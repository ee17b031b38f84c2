/** Every error that CloudFormation answers with here: AWS's codes (in the Query protocol's spelling) and texts. */
import { AwsError } from '../../wire/aws-error.ts';
import { violated, violation, violationMessage } from '../../wire/violations.ts';

/** The code of nearly everything that CloudFormation refuses. */
export const validationError = (message: string) => new AwsError('ValidationError', message, 400);

const constraint = (member: string, value: string, must: string) =>
  validationError(violated(member, value, `Member must ${must}`));

const enumValueSet = (known: readonly string[]) => `satisfy enum value set: [${known.join(', ')}]`;

const stackNameRule = 'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*';
const atLeastOne = 'Member must have length greater than or equal to 1';

export const errors = {
  /** Of DescribeStacks, GetTemplate and others that read. */
  noStackWithId: (name: string) => validationError(`Stack with id ${name} does not exist`),
  /** Of the operations that change or list a stack. */
  noStack: (name: string) => validationError(`Stack [${name}] does not exist`),
  stackExists: (name: string) => new AwsError('AlreadyExistsException', `Stack [${name}] already exists`, 400),
  stackExistsForChangeSet: (stackId: string, changeSetName: string) =>
    validationError(`Stack [${stackId}] already exists and cannot be created again with the changeSet [${changeSetName}].`),
  /** Of DescribeStackResource alone. */
  noStackQuoted: (name: string) => validationError(`Stack '${name}' does not exist`),
  /** Of GetStackPolicy and SetStackPolicy alone. */
  noStackOfPolicy: (name: string) => validationError(`Stack: ${name} does not exist`),
  stackName: (name: string) =>
    name === ''
      ? validationError(violationMessage(violation('stackName', name, stackNameRule), violation('stackName', name, atLeastOne)))
      : name.length > 128
        ? constraint('stackName', name, 'have length less than or equal to 128')
        : validationError(violated('stackName', name, stackNameRule)),
  /** @param known in the order in which AWS's text has them. */
  notOneOf: (member: string, value: string, known: readonly string[]) => constraint(member, value, enumValueSet(known)),
  /** The same of a list: one of its values is none of them. */
  notAllOf: (member: string, values: readonly string[], known: readonly string[]) =>
    constraint(member, `[${values.join(', ')}]`, `satisfy constraint: [Member must ${enumValueSet(known)}]`),
  changeSetName: (name: string) =>
    constraint('changeSetName', name, 'satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*'),
  state: (stackId: string, status: string, participle = 'updated') =>
    validationError(`Stack:${stackId} is in ${status} state and can not be ${participle}.`),
  noUpdates: () => validationError('No updates are to be performed.'),
  protected: (name: string) => validationError(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`),
  noChangeSet: (name: string) => new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404),
  changeSetExists: (name: string) => new AwsError('AlreadyExistsException', `ChangeSet [${name}] already exists`, 400),
  changeSetStatus: (arn: string, status: string) =>
    new AwsError('InvalidChangeSetStatus', `ChangeSet [${arn}] cannot be executed in its current status of [${status}]`, 400),
  capabilities: (missing: readonly string[]) =>
    new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`, 400),
  noResource: (logicalId: string, stackName: string) =>
    validationError(`Resource ${logicalId} does not exist for stack ${stackName}`),
  noStackFor: (physicalId: string) => validationError(`Stack for ${physicalId} does not exist`),
  bothTemplates: () => validationError('You cannot specify both usePreviousTemplate and Template Body/Template URL.'),
  timeout: (minutes: number) => constraint('timeoutInMinutes', String(minutes), 'have value greater than or equal to 1'),
  eitherTemplate: () => validationError('Either Template URL or Template Body must be specified.'),
  templateUrl: (url: string) =>
    validationError(
      `S3 error: The specified key does not exist. Radiograph reads a TemplateURL from its own S3 only, and ${url} is not there.`,
    ),
  templateUrlForm: () => validationError('TemplateURL must be a supported URL.'),
  templateUrlDomain: (host: string) => validationError(`S3 error: Domain name specified in ${host} is not a valid S3 domain`),
  /** The whole text is in the message, as AWS has it. */
  templateTooLong: (text: string) => constraint('templateBody', text, 'have length less than or equal to 51200'),
  templateTooLarge: () => validationError('Template may not exceed 1000000 bytes in size.'),
  role: (arn: string) => validationError(`Role ${arn} is invalid or cannot be assumed`),
  typeNotAllowed: (type: string, allowed: readonly string[]) =>
    validationError(`Resource type ${type} is not allowed by parameter ResourceTypes [${allowed.join(', ')}]`),
  stackPolicy: () => validationError('Error validating stack policy: Invalid stack policy'),
  bothStackPolicies: () => validationError('You cannot specify both StackPolicyURL and StackPolicyBody'),
  retained: (logicalIds: readonly string[]) =>
    validationError(
      `The specified resources to retain must be in a valid state. Do not retain the following resources: [${logicalIds.join(', ')}]`,
    ),
  retainWhenFailed: (stackId: string) =>
    validationError(
      `Invalid operation on stack [${stackId}]. Specify RetainResources only when the stack is in the DELETE_FAILED state.`,
    ),
  reservedTag: () => validationError('aws: prefixed tag key names are not allowed for external use.'),
  previousOfNew: () => validationError('Cannot specify UsePreviousValue on Parameters when ChangeSetType is CREATE'),
  notBuilt: (what: string) => validationError(`${what} is not built here.`),
} as const;
