/** Every error that Cloud Control answers with (Cloud Control API Reference, "GetResource", "Errors"). */
import { AwsError } from '../../wire/aws-error.ts';
import { violated as messageOf } from '../../wire/violations.ts';

export function typeNotFound(type: string): AwsError {
  return new AwsError('TypeNotFoundException', `The type ${type} cannot be found.`, 400);
}

/** AWS has the type and CloudFormation makes it here, but nothing here reads it. */
export function unsupportedAction(type: string, action: string): AwsError {
  return new AwsError('UnsupportedActionException', `Resource type ${type} does not support ${action} action`, 400);
}

export function resourceNotFound(type: string, identifier: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `Resource of type '${type}' with identifier '${identifier}' was not found.`,
    400,
  );
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message, 400);
}

/** A member that breaks its constraint, in AWS's form. */
export function violated(member: string, value: string, rule: string): AwsError {
  return new AwsError('ValidationException', messageOf(member, value, rule), 400);
}
