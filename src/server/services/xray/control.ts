/**
 * X-Ray's control plane: everything that is configured and nothing that is traced. Made by `service.ts`.
 *
 * Rules, groups, policies and settings are in the control-plane store; who traces asks `sampling` and `groups`.
 */
import type { ControlPlane } from '../../store/ports.ts';
import type { Operation } from '../service.ts';
import { Groups } from './groups/groups.ts';
import { createGroup } from './operations/create-group.ts';
import { createSamplingRule } from './operations/create-sampling-rule.ts';
import { deleteGroup } from './operations/delete-group.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteSamplingRule } from './operations/delete-sampling-rule.ts';
import { getEncryptionConfig } from './operations/get-encryption-config.ts';
import { getGroup } from './operations/get-group.ts';
import { getGroups } from './operations/get-groups.ts';
import { getIndexingRules } from './operations/get-indexing-rules.ts';
import { getSamplingRules } from './operations/get-sampling-rules.ts';
import { getSamplingStatisticSummaries } from './operations/get-sampling-statistic-summaries.ts';
import { getSamplingTargets } from './operations/get-sampling-targets.ts';
import { getTraceSegmentDestination } from './operations/get-trace-segment-destination.ts';
import { listResourcePolicies } from './operations/list-resource-policies.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putEncryptionConfig } from './operations/put-encryption-config.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateGroup } from './operations/update-group.ts';
import { updateIndexingRule } from './operations/update-indexing-rule.ts';
import { updateSamplingRule } from './operations/update-sampling-rule.ts';
import { updateTraceSegmentDestination } from './operations/update-trace-segment-destination.ts';
import { type CentralSampling, centralSampling } from './sampling/central-sampling.ts';
import { ResourcePolicies } from './settings/resource-policies.ts';
import { Settings } from './settings/settings.ts';

export interface XrayControl {
  readonly sampling: CentralSampling;
  readonly groups: Groups;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** @param now epoch milliseconds. */
export function createControl(controlPlane: ControlPlane, now: () => number): XrayControl {
  const sampling = centralSampling(controlPlane, now);
  const { rules } = sampling;
  const groups = new Groups(controlPlane);
  const policies = new ResourcePolicies(controlPlane);
  const settings = new Settings(controlPlane);
  const tagged = { rules, groups };
  return {
    sampling,
    groups,
    operations: {
      CreateSamplingRule: createSamplingRule(rules),
      UpdateSamplingRule: updateSamplingRule(rules),
      DeleteSamplingRule: deleteSamplingRule(rules),
      GetSamplingRules: getSamplingRules(rules),
      GetSamplingTargets: getSamplingTargets(sampling),
      GetSamplingStatisticSummaries: getSamplingStatisticSummaries(sampling),
      CreateGroup: createGroup(groups),
      UpdateGroup: updateGroup(groups),
      DeleteGroup: deleteGroup(groups),
      GetGroup: getGroup(groups),
      GetGroups: getGroups(groups),
      TagResource: tagResource(tagged),
      UntagResource: untagResource(tagged),
      ListTagsForResource: listTagsForResource(tagged),
      PutResourcePolicy: putResourcePolicy(policies, now),
      DeleteResourcePolicy: deleteResourcePolicy(policies),
      ListResourcePolicies: listResourcePolicies(policies),
      GetEncryptionConfig: getEncryptionConfig(settings),
      PutEncryptionConfig: putEncryptionConfig(settings),
      GetTraceSegmentDestination: getTraceSegmentDestination(settings),
      UpdateTraceSegmentDestination: updateTraceSegmentDestination(settings),
      GetIndexingRules: getIndexingRules(settings),
      UpdateIndexingRule: updateIndexingRule(settings, now),
    },
  };
}
