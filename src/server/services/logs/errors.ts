/**
 * Every error that CloudWatch Logs answers with. Texts are AWS's, because clients print and match them.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html
 */
import { AwsError } from '../../wire/aws-error.ts';
import { violated } from '../../wire/violations.ts';

const invalid = (message: string) => new AwsError('InvalidParameterException', message, 400);
const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, 400);
const exists = (message: string) => new AwsError('ResourceAlreadyExistsException', message, 400);

export const errors = {
  noGroup: () => notFound('The specified log group does not exist.'),
  noStream: () => notFound('The specified log stream does not exist.'),
  noSubscriptionFilter: () => notFound('The specified subscription filter does not exist.'),
  noMetricFilter: () => notFound('The specified metric filter does not exist.'),
  noResource: () => notFound('The specified resource does not exist.'),
  groupExists: () => exists('The specified log group already exists'),
  streamExists: () => exists('The specified log stream already exists'),
  /** How AWS tells that a member breaks its model. */
  constraint: (value: string, member: string, constraint: string) =>
    invalid(violated(member, value, `Member must ${constraint}`)),
  /** AWS does not repeat this one's value. */
  identifier: () =>
    invalid(
      "1 validation error detected: Value at 'logGroupIdentifier' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w#+=/:,.@-]*",
    ),
  longName: () => invalid('Invalid LogGroup or LogStream, both must have length less than or equal to 512.'),
  reservedGroup: () => invalid('Log groups starting with AWS/ are reserved for AWS.'),
  /** Unlike the others this is a ValidationException in AWS. */
  groupTwice: () => new AwsError('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.', 400),
  groupMissing: () => invalid('Either LogGroup name or LogGroup ARN must be provided.'),
  streamsTwice: () => invalid('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.'),
  prefixAndPattern: () => invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.'),
  orderWithPrefix: () => invalid('Cannot order by LastEventTime with a logStreamNamePrefix.'),
  arn: (arn: string) => invalid(`Invalid ARN: ${arn}`),
  nextToken: () => invalid('The specified nextToken is invalid.'),
  order: () => invalid('Log events in a single PutLogEvents request must be in chronological order.'),
  span: () => invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.'),
  batchTooLarge: (bytes: number, limit: number) => invalid(`Upload too large: ${bytes} bytes exceeds limit of ${limit}`),
  pattern: (why: string) => invalid(why.startsWith('Invalid ') ? why : `Invalid filter pattern: ${why}`),
  timeRange: () => invalid('endTime must not be before startTime.'),
  backwardsStart: () => invalid('startFromHead false needs a startTime on or after Jan 1, 2024 00:00:00 UTC.'),
  tooManyTags: () => new AwsError('TooManyTagsException', 'A resource can have at most 50 tags.', 400),
  limit: () => new AwsError('LimitExceededException', 'Resource limit exceeded.', 400),
  foreignFunction: () =>
    new AwsError(
      'AccessDeniedException',
      'Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
      400,
    ),
  functionNotExecutable: () =>
    invalid(
      'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
    ),
  destinationUnreachable: (kind: 'Kinesis' | 'Firehose') =>
    invalid(
      `Could not deliver test message to specified ${kind} stream. Check if the given ${kind === 'Kinesis' ? 'kinesis' : kind} stream is in ACTIVE state.`,
    ),
  roleWithDestination: (vendor: string, how: 'with' | 'without') =>
    invalid(`destinationArn for vendor ${vendor} cannot be used ${how} roleArn`),
  transformation: (why: string) => invalid(`Invalid metric transformation: ${why}`),
  defaultWithDimensions: () =>
    invalid('Invalid metric transformation: dimensions and default value are mutually exclusive properties.'),
  metricNameAlone: () => invalid('metricName and metricNamespace have to be given together.'),
  tooManyQueries: () => new AwsError('LimitExceededException', 'Account maximum query concurrency limit of [100] reached.', 400),
  queriedGroups: () =>
    invalid('Exactly one of the parameters logGroupName, logGroupNames and logGroupIdentifiers has to name log groups.'),
  /** Offsets are those of the characters in the query. */
  malformedQuery: (message: string, startCharOffset: number, endCharOffset: number) =>
    new AwsError('MalformedQueryException', message, 400, {
      queryCompileError: { location: { startCharOffset, endCharOffset }, message },
    }),
  /** AWS passes on what another of its services said. */
  noQueriedGroup: (name: string, account: string, requestId: string) =>
    notFound(
      `Log group '${name}' does not exist for account ID '${account}' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${requestId}; Proxy: null)`,
    ),
  noQuery: () => notFound('The specified query does not exist.'),
  queryEnded: (id: string) => invalid(`Query ${id} is not currently running`),
  noQueryDefinition: () => notFound('The specified query definition does not exist.'),
  pointer: () => invalid('The specified logRecordPointer is invalid.'),
  noRecord: () => notFound('The specified log record does not exist.'),
  policyDocument: () => invalid('The policyDocument is not a valid policy.'),
  noResourcePolicy: (name: string) => notFound(`Policy with name [${name}] does not exist.`),
  notBuilt: (what: string) => invalid(`${what} is not built here.`),
} as const;
