/** Every error that STS answers with here (AWS STS API Reference, each action's "Errors"). */
import { AwsError } from '../../wire/aws-error.ts';
import { violated } from '../../wire/violations.ts';

export function validationError(value: string, member: string, rule: string): AwsError {
  return new AwsError('ValidationError', violated(member, value, rule));
}

export function requestRefused(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A role that does not exist is answered like one that may not be assumed. */
export function notAuthorized(principalArn: string, roleArn: string): AwsError {
  return new AwsError(
    'AccessDenied',
    `User: ${principalArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    403,
  );
}
