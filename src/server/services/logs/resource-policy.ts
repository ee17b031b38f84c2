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

/** As it is described: IAM's spelling of the document, which the answer of PutResourcePolicy does not have yet. */
export const describedPolicy = (policy: StoredResourcePolicy): ResourcePolicy =>
  shownPolicy({ ...policy, policyDocument: JSON.stringify(normalised(JSON.parse(policy.policyDocument))) });

/** The version that is meant when none is given, and texts in the place of lists of one. */
function normalised(document: Readonly<Record<string, unknown>>): unknown {
  const { Version: version = '2008-10-17', Statement: statement, ...others } = document;
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return { Version: version, ...others, Statement: statements.map(withoutListsOfOne) };
}

function withoutListsOfOne(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 && typeof value[0] === 'string' ? (value[0] as string) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutListsOfOne(member)]));
}

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
