/** Everything that central sampling keeps: the rules, and what is known of their use. Made once, by `service.ts`. */
import type { Records } from '../shared/shared-records.ts';
import { RateBoosts } from './rate-boosts.ts';
import { ReservoirClients } from './reservoir-clients.ts';
import { SamplingRules } from './sampling-rules.ts';
import { SamplingStatistics } from './sampling-statistics.ts';

export interface CentralSampling {
  readonly rules: SamplingRules;
  readonly clients: ReservoirClients;
  readonly statistics: SamplingStatistics;
  readonly boosts: RateBoosts;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function centralSampling(records: Records, now: () => number): CentralSampling {
  return {
    rules: new SamplingRules(records, now),
    clients: new ReservoirClients(),
    statistics: new SamplingStatistics(),
    boosts: new RateBoosts(),
    now,
  };
}
