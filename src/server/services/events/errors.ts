/** Every error that EventBridge answers with: AWS's codes and texts (EventBridge API Reference). */
import { AwsError } from '../../wire/aws-error.ts';
import { violationMessage } from '../../wire/violations.ts';

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message, 400);
}

/** One or more broken constraints of the input's members, in AWS's form. */
export function constraintsViolated(violations: readonly string[]): AwsError {
  return invalid(violationMessage(...violations));
}

export function invalidPattern(reason: string): AwsError {
  return new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`, 400);
}

export function ruleNotFound(name: string, busName: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${busName}.`, 400);
}

export function busNotFound(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`, 400);
}

export function busExists(name: string): AwsError {
  return new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`, 400);
}

/** Partners' event sources do not exist here. */
export function eventSourceNotFound(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Event source ${name} does not exist.`, 400);
}

export function limitExceeded(): AwsError {
  return new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.', 400);
}

/** What AWS has and this server does not: refused by name, never lost. */
export function notBuilt(what: string): AwsError {
  return invalid(`Radiograph does not emulate ${what}.`);
}
