/** Tags of sessions (IAM User Guide, "Pass session tags in AWS STS"): checked, and of no effect, as no policy is asked for them. */
import type { Tag } from '@aws-sdk/client-sts';
import { AwsError } from '../../wire/aws-error.ts';

/** @throws InvalidParameterValue for keys that are the same without regard to case, or that go on without being there. */
export function checkSessionTags(tags: readonly Tag[] | undefined, transitiveKeys: readonly string[] | undefined): void {
  const keys = (tags ?? []).map((tag) => (tag.Key ?? '').toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw invalidValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if ((transitiveKeys ?? []).some((key) => !keys.includes(key.toLowerCase()))) {
    throw invalidValue('The specified transitive tag key must be included in the requested tags.');
  }
}

function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message, 400);
}
