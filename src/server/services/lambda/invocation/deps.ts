/** What the steps of an invocation share. Made by execution.ts. */
import type { Config } from '../../../config.ts';
import type { InvokeRequest, MetricSink, ResultDestinations, RoleAuthority, SegmentSink } from '../../ports.ts';
import type { EnvironmentPool } from '../environment/pool.ts';
import type { FunctionCatalogue } from '../function.ts';
import type { Concurrency } from './admit.ts';
import type { EventQueue } from './event-queue.ts';
import type { Sampler } from './sampler.ts';

export interface InvocationDeps {
  readonly catalogue: FunctionCatalogue;
  readonly segmentSink: SegmentSink;
  /** Undefined: nothing is measured. */
  readonly metricSink?: MetricSink | undefined;
  readonly roles: RoleAuthority;
  readonly config: Config;
  readonly pool: EnvironmentPool;
  readonly concurrency: Concurrency;
  readonly sampler: Sampler;
  readonly events: EventQueue;
  readonly destinations: ResultDestinations;
  /** The whole pipeline, for a function that is a destination. */
  invoke(request: InvokeRequest): Promise<unknown>;
  /** Work that nobody waits for; `close` does. */
  background(work: Promise<unknown>): void;
}
