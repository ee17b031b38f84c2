/**
 * Errors that X-Ray answers with, in AWS's words.
 *
 * Who calls it: operations. AWS: the Errors section of each operation in the X-Ray API reference; all are HTTP 400 but throttling.
 */
import { AwsError } from '../../wire/aws-error.ts';
import { violated } from '../../wire/violations.ts';

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message, 400);
}

export function emptySegments(): AwsError {
  return invalidRequest('Segments can not be empty');
}

export function tooManySegments(limit: number): AwsError {
  return invalidRequest(`Exceeding maximum segment count: ${limit}`);
}

export function ruleLimitExceeded(limit: number): AwsError {
  return new AwsError('RuleLimitExceededException', `The maximum number of sampling rules has been reached: ${limit}`, 400);
}

/** A tagged resource that is not there. */
export function resourceNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Resource ${arn} not found`, 404, { ResourceName: arn });
}

/** The write-ahead log is full: the caller should come again. */
export function throttled(): AwsError {
  return new AwsError('ThrottledException', 'Rate exceeded', 429, {}, { 'retry-after': '1' });
}

/** The body is not the JSON that the operation takes. */
export function serialization(message: string): AwsError {
  return new AwsError('SerializationException', message, 400);
}

/** @param member in the spelling of AWS's message: first letter in lower case. */
export function missingMember(member: string): AwsError {
  return new AwsError('ValidationException', violated(member, undefined, 'Member must not be null'), 400);
}
