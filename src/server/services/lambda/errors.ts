/** Every error that Lambda's control plane answers with: AWS's codes, texts and statuses (Lambda API Reference, "Errors"). */
import { AwsError } from '../../wire/aws-error.ts';

const user = { Type: 'User' } as const;

export function functionNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, user);
}

export function aliasNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Cannot find alias arn: ${arn}`, 404, user);
}

export function resourceNotFound(message = 'The resource you requested does not exist.'): AwsError {
  return new AwsError('ResourceNotFoundException', message, 404, user);
}

export function resourceConflict(message: string): AwsError {
  return new AwsError('ResourceConflictException', message, 409, user);
}

export function updateInProgress(arn: string): AwsError {
  return resourceConflict(`The operation cannot be performed at this time. An update is in progress for resource: ${arn}`);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, 400, user);
}

/** Some refusals do not say whose fault they are. */
export function invalidParameterWithoutType(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, 400, { Type: undefined });
}

/** Of what belongs to a function as a whole. */
export function onlyFunctions(): AwsError {
  return invalidParameter(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
  );
}

export function badZip(): AwsError {
  return invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.');
}

/** One or more broken constraints of the input's members, in AWS's form. */
export function validationFailed(violations: readonly string[]): AwsError {
  const noun = violations.length === 1 ? 'validation error' : 'validation errors';
  return new AwsError('ValidationException', `${violations.length} ${noun} detected: ${violations.join('; ')}`, 400);
}

/** @param reader the operation, or operations, that tell the current revision. */
export function revisionMismatch(reader = 'GetFunction/GetAlias'): AwsError {
  return new AwsError(
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${reader} API to retrieve the latest Revision Id`,
    412,
    user,
  );
}

/** @param what is too large, and for what. */
export function requestEntityTooLarge(what: string): AwsError {
  return new AwsError('RequestEntityTooLargeException', what, 413);
}

/** The API reference has RequestTooLargeException; this is what clients get. */
export function payloadTooLarge(size: number, invocationType: string, limit: number): AwsError {
  return requestEntityTooLarge(
    invocationType === 'Event'
      ? `${size} byte payload is too large for the Event invocation type (limit ${limit} bytes)`
      : `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
  );
}

export function invalidRequestContent(message: string): AwsError {
  return new AwsError('InvalidRequestContentException', message, 400, user);
}

export function accessDenied(principalArn: string, action: string, resource: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
    403,
  );
}

export function policyTooLong(size: number): AwsError {
  return new AwsError(
    'PolicyLengthExceededException',
    `The final policy size (${size}) is bigger than the limit (20480).`,
    400,
    user,
  );
}
