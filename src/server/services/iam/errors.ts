/** Every error that IAM answers with here: AWS's codes and texts (IAM API Reference, "Common Errors" and each action's "Errors"). */
import { AwsError } from '../../wire/aws-error.ts';

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, 404);
}

export function noSuchRole(roleName: string): AwsError {
  return noSuchEntity(`The role with name ${roleName} cannot be found.`);
}

export function noSuchUser(userName: string): AwsError {
  return noSuchEntity(`The user with name ${userName} cannot be found.`);
}

export function noSuchPolicy(policyArn: string): AwsError {
  return noSuchEntity(`Policy ${policyArn} was not found.`);
}

export function policyNotAttachable(policyArn: string): AwsError {
  return noSuchEntity(`Policy ${policyArn} does not exist or is not attachable.`);
}

export function entityAlreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', message, 409);
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message, 409);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', message, 409);
}

export function malformedPolicyDocument(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message, 400);
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', message, 400);
}

export function accessDenied(message: string): AwsError {
  return new AwsError('AccessDenied', message, 403);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message, 400);
}
