/** What can have tags: sampling rules and groups, by ARN. Called by TagResource, UntagResource and ListTagsForResource. */
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { resourceNotFound } from './errors.ts';
import type { Groups } from './groups/groups.ts';
import { ruleNameInArn } from './sampling/rule-name.ts';
import type { SamplingRules } from './sampling/sampling-rules.ts';
import type { Tags } from './tags.ts';

export interface TaggedResources {
  readonly rules: SamplingRules;
  readonly groups: Groups;
}

export interface TaggedResource {
  readonly tags: Tags;
  put(tags: Tags): void;
}

/** @throws ValidationException for what is no ARN, ResourceNotFoundException for another account's or region's, too. */
export function taggedResource({ rules, groups }: TaggedResources, tenant: Tenant, arn: string | undefined): TaggedResource {
  new Constraints().present('resourceARN', arn).length('resourceARN', arn, { least: 1, most: 1011 }).check();
  const rule = rules.find(tenant, ruleNameInArn(arn ?? '', tenant) ?? '');
  if (rule) return { tags: rule.tags, put: (tags) => rules.putTags(tenant, rule, tags) };
  const group = groups.findByArn(tenant, arn ?? '');
  if (group) return { tags: group.tags, put: (tags) => groups.put(tenant, { ...group, tags }) };
  throw resourceNotFound(arn ?? '');
}
