/** How CloudFormation words the failure of a resource: the service's own text, in its handler's frame. */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../wire/aws-error.ts';

/** Thrown by providers whose text is already CloudFormation's. */
export class ResourceFailure extends Error {}

export function failureReason(cause: unknown): string {
  if (cause instanceof ResourceFailure) return cause.message;
  if (cause instanceof AwsError && cause.code === 'ValidationError') return cause.message;
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof AwsError ? handlerErrorCode(cause) : 'InternalFailure';
  return `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`;
}

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
function handlerErrorCode(error: AwsError): string {
  if (/AlreadyExist|EntityAlreadyExists|ResourceConflict|Conflict/.test(error.code)) return 'AlreadyExists';
  if (/NotFound|NoSuchEntity/.test(error.code)) return 'NotFound';
  if (/AccessDenied/.test(error.code)) return 'AccessDenied';
  return error.statusCode >= 500 ? 'GeneralServiceException' : 'InvalidRequest';
}
