/** Concurrency of an account (Lambda developer guide, "Understanding Lambda function scaling"). */
import type { Tenant } from '../ports.ts';
import type { LambdaStore } from './store.ts';

export const accountConcurrency = 1000;

/** What must stay for the functions that reserve nothing. */
export const minimumUnreserved = 100;

/** Reserved by all functions but the one named. */
export function reservedByOthers(store: LambdaStore, tenant: Tenant, functionName?: string): number {
  return store.functions
    .list(tenant)
    .filter(({ id }) => id !== functionName)
    .reduce((sum, { value }) => sum + (value.reservedConcurrency ?? 0), 0);
}
