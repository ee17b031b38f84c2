/**
 * What is stored of a resource policy: who may put events into log groups. It is kept and shown; nothing asks it, as no policy is
 * asked here. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ResourcePolicy.html
 */
import type { ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import { errors } from './errors.ts';

export interface StoredResourcePolicy {
  readonly policyName: string;
  readonly policyDocument: string;
  /** Epoch milliseconds. */
  readonly lastUpdatedTime: number;
}

/** AWS's limit for one region. */
export const mostResourcePolicies = 10;

export const shownPolicy = (policy: StoredResourcePolicy): ResourcePolicy => ({ ...policy, policyScope: 'ACCOUNT' });

/** @throws InvalidParameterException for what is no policy. */
export function checkPolicyDocument(text: string): void {
  if (text.length < 1) throw errors.constraint(text, 'policyDocument', 'have length greater than or equal to 1');
  if (Buffer.byteLength(text) > 51_200)
    throw errors.constraint(`${Buffer.byteLength(text)} bytes`, 'policyDocument', 'have length less than or equal to 51200');
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'Statement' in document) return;
  } catch {
    // Refused below, like JSON that is no policy.
  }
  throw errors.policyDocument();
}
