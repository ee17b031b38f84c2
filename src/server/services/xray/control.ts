/**
 * What X-Ray's control plane keeps: sampling rules and their use, groups, policies, settings. Made by `service.ts`, whose table has the
 * operations on it; graphs and filters ask it for groups, and API Gateway's sampler for rules.
 */
import { Groups } from './groups/groups.ts';
import { type CentralSampling, centralSampling } from './sampling/central-sampling.ts';
import { ResourcePolicies } from './settings/resource-policies.ts';
import { Settings } from './settings/settings.ts';
import type { Records } from './shared/shared-records.ts';

export interface XrayControl {
  readonly sampling: CentralSampling;
  readonly groups: Groups;
  readonly policies: ResourcePolicies;
  readonly settings: Settings;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** @param records the control plane's, or those that servers share. */
export function createControl(records: Records, now: () => number): XrayControl {
  return {
    sampling: centralSampling(records, now),
    groups: new Groups(records),
    policies: new ResourcePolicies(records),
    settings: new Settings(records),
    now,
  };
}
