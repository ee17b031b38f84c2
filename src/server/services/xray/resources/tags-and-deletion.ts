/** What the resources of X-Ray have in common: their tags are on an ARN, and what is gone answers as a bad request. */
import { AwsError } from '../../../wire/aws-error.ts';
import type { ResourceRequest } from '../../ports.ts';
import { type Ask, tagPairs, tagsOf } from '../../resource-properties.ts';

/** Brings the tags of a rule or group to what the template and the stack say. */
export async function updateTags(ask: Ask, request: ResourceRequest, ResourceARN: string): Promise<void> {
  const wanted = tagsOf(request);
  const present = await ask<{ Tags: { Key: string }[] }>(request, 'ListTagsForResource', { ResourceARN });
  const TagKeys = present.Tags.map(({ Key }) => Key).filter((key) => !Object.hasOwn(wanted, key));
  if (TagKeys.length > 0) await ask(request, 'UntagResource', { ResourceARN, TagKeys });
  await ask(request, 'TagResource', { ResourceARN, Tags: tagPairs(wanted) });
}

/** X-Ray tells of what is not there by an InvalidRequestException. @throws every other error. */
export async function unlessMissing(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (cause) {
    if (!(cause instanceof AwsError) || !/does not exist|not found/.test(cause.message)) throw cause;
  }
}
