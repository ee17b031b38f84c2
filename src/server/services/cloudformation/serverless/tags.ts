/** Tags: a map in SAM, a list in CloudFormation, with `lambda:createdBy: SAM` in front of what SAM makes for functions. */
import { InvalidResource } from './errors.ts';
import { mapProperty, type SamResource } from './translation.ts';
import type { Fields } from './values.ts';

const CREATED_BY = 'lambda:createdBy';

export type TagList = { Key: string; Value: unknown }[];

export function tagList(tags: Fields): TagList {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** @throws InvalidResource when the template sets the tag that is SAM's own. */
export function functionTags(resource: SamResource): TagList {
  const tags = mapProperty(resource, 'Tags') ?? {};
  if (CREATED_BY in tags)
    throw new InvalidResource(
      resource.logicalId,
      `${CREATED_BY} is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input.`,
    );
  // Tags that are handed on to everything the function makes replace SAM's own.
  const own = resource.properties['PropagateTags'] === true && Object.keys(tags).length > 0 ? {} : { [CREATED_BY]: 'SAM' };
  return tagList({ ...own, ...tags });
}
