/**
 * The constraints of AWS's model that clients see the texts of: enumerations and patterns. All violations of a call are told at once.
 */
import { AwsError } from '../../wire/aws-error.ts';
import { violation, violationMessage } from '../../wire/violations.ts';

export interface Violation {
  readonly value: string;
  /** `putIntegrationInput.type`. */
  readonly at: string;
  /** `Member must satisfy enum value set: [HTTP, MOCK]`. */
  readonly constraint: string;
}

export const notOneOf = (value: string, at: string, values: readonly string[]): Violation => ({
  value,
  at,
  constraint: `Member must satisfy enum value set: [${values.join(', ')}]`,
});

/** @throws ValidationException when there are any. */
export function refuseViolations(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const told = violations.map(({ value, at, constraint }) => violation(at, value, constraint));
  throw new AwsError('ValidationException', violationMessage(...told));
}

/** @throws ValidationException */
export function checkStatusCode(statusCode: string): void {
  refuseViolations(statusCodeViolation(statusCode));
}

export function statusCodeViolation(statusCode: string): Violation[] {
  if (/^[1-5]\d\d$/.test(statusCode)) return [];
  return [{ value: statusCode, at: 'statusCode', constraint: 'Member must satisfy regular expression pattern: [1-5]\\d\\d' }];
}

// Orders of enumerations are those of AWS's texts.
export const integrationTypes = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'] as const;
export const endpointTypes = ['PRIVATE', 'EDGE', 'REGIONAL'] as const;
const responseTypes = [
  ...['REQUEST_TOO_LARGE', 'RESOURCE_NOT_FOUND', 'AUTHORIZER_CONFIGURATION_ERROR', 'MISSING_AUTHENTICATION_TOKEN'],
  ...['BAD_REQUEST_BODY', 'INVALID_SIGNATURE', 'INVALID_API_KEY', 'BAD_REQUEST_PARAMETERS', 'AUTHORIZER_FAILURE', 'UNAUTHORIZED'],
  ...['INTEGRATION_TIMEOUT', 'ACCESS_DENIED', 'DEFAULT_4XX', 'DEFAULT_5XX', 'WAF_FILTERED', 'QUOTA_EXCEEDED', 'THROTTLED'],
  ...['API_CONFIGURATION_ERROR', 'UNSUPPORTED_MEDIA_TYPE', 'INTEGRATION_FAILURE', 'EXPIRED_TOKEN'],
];

/** @throws ValidationException */
export function checkResponseType(type: string): void {
  if (!responseTypes.includes(type)) refuseViolations([notOneOf(type, 'responseType', responseTypes)]);
}
