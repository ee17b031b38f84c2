/** What the operations that give the caller temporary credentials have in common. */
import type { Credentials } from '@aws-sdk/client-sts';
import { AwsError } from '../../wire/aws-error.ts';
import type { TemporaryCredentials } from '../ports.ts';
import { validationError } from './errors.ts';

export function credentialsShape(credentials: TemporaryCredentials): Credentials {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiration,
  };
}

/** Twelve hours when none are given; an hour at most for the account's root. @throws ValidationError */
export function issuedSeconds(given: number | undefined, principalArn: string): number {
  const [least, most] = [900, 129_600];
  if (given !== undefined && given < least) {
    throw validationError(String(given), 'durationSeconds', `Member must have value greater than or equal to ${least}`);
  }
  if (given !== undefined && given > most) {
    throw validationError(String(given), 'durationSeconds', `Member must have value less than or equal to ${most}`);
  }
  const seconds = given ?? 43_200;
  return principalArn.endsWith(':root') ? Math.min(seconds, 3600) : seconds;
}

/** @throws AccessDenied for callers whose own credentials are temporary. */
export function refuseSession(principalArn: string, operation: string): void {
  if (!/:sts::\d{12}:(assumed-role|federated-user)\//.test(principalArn)) return;
  throw new AwsError('AccessDenied', `Cannot call ${operation} with session credentials`, 403);
}
