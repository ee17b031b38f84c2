/**
 * What X-Ray's control plane keeps: sampling rules and their use, groups, policies, settings. Made by `service.ts`, whose table has the
 * operations on it; graphs and filters ask it for groups, and API Gateway's sampler for rules.
 */
import type { ControlPlane } from '../../store/ports.ts';
import { Groups } from './groups/groups.ts';
import { type CentralSampling, centralSampling } from './sampling/central-sampling.ts';
import { ResourcePolicies } from './settings/resource-policies.ts';
import { Settings } from './settings/settings.ts';

export interface XrayControl {
  readonly sampling: CentralSampling;
  readonly groups: Groups;
  readonly policies: ResourcePolicies;
  readonly settings: Settings;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function createControl(controlPlane: ControlPlane, now: () => number): XrayControl {
  return {
    sampling: centralSampling(controlPlane, now),
    groups: new Groups(controlPlane),
    policies: new ResourcePolicies(controlPlane),
    settings: new Settings(controlPlane),
    now,
  };
}
