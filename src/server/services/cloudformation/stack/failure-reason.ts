/** How CloudFormation words the failure of a resource: the service's own text, in its handler's frame. */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../wire/aws-error.ts';

/** Thrown by providers whose text is already CloudFormation's. */
export class ResourceFailure extends Error {
  /** Of a resource that may be there although its creation failed: rollback deletes it. */
  readonly physicalId: string | undefined;

  constructor(message: string, physicalId?: string) {
    super(message);
    this.physicalId = physicalId;
  }
}

/** @param type of the resource: its second part is the service, in the spelling of the handlers' SDK. */
export function failureReason(cause: unknown, type: string): string {
  if (cause instanceof ResourceFailure) return cause.message;
  if (cause instanceof AwsError && cause.code === 'ValidationError') return cause.message;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof AwsError))
    return `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: InternalFailure)`;
  const from = `(Service: ${serviceOf(type)}, Status Code: ${cause.statusCode}, Request ID: ${randomUUID()}) (SDK Attempt Count: 1)`;
  return `Resource handler returned message: "${message} ${from}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${handlerErrorCode(cause)})`;
}

const spellings: Readonly<Record<string, string>> = {
  IAM: 'Iam',
  SSM: 'Ssm',
  Logs: 'CloudWatchLogs',
  KMS: 'Kms',
  ECR: 'Ecr',
  Events: 'EventBridge',
};

function serviceOf(type: string): string {
  const service = type.split('::')[1] ?? type;
  return spellings[service] ?? service;
}

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
function handlerErrorCode(error: AwsError): string {
  if (/AlreadyExist|EntityAlreadyExists|ResourceConflict|Conflict/.test(error.code)) return 'AlreadyExists';
  if (/NotFound|NoSuchEntity/.test(error.code)) return 'NotFound';
  if (/AccessDenied/.test(error.code)) return 'AccessDenied';
  return error.statusCode >= 500 ? 'GeneralServiceException' : 'InvalidRequest';
}
