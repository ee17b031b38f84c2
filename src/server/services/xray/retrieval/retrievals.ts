/**
 * Retrievals: which traces somebody has asked for under which token. A retrieval is complete as soon as it is started, since traces lie
 * in the store and in no log group that would have to be searched.
 *
 * Who calls it: StartTraceRetrieval, ListRetrievedTraces, GetRetrievedTracesGraph, CancelTraceRetrieval. AWS page:
 * API_StartTraceRetrieval. In memory only.
 */
import { randomUUID } from 'node:crypto';
import type { Trace } from '../../../../model/trace.ts';
import type { Tenant } from '../../ports.ts';
import { resourceNotFound } from '../errors.ts';
import { loadTraces } from '../query/load-traces.ts';
import type { QueryDependencies } from '../query/query-dependencies.ts';

/** A retrieval times out, and its token is forgotten. */
const KEPT_MS = 3_600_000;
/** Of all accounts; the oldest are forgotten first. */
const MOST_KEPT = 1000;

export interface Retrieval {
  readonly traceIds: readonly string[];
  /** Epoch seconds, both included. */
  readonly from: number;
  readonly to: number;
  readonly status: 'COMPLETE' | 'CANCELLED';
}

interface Kept extends Retrieval {
  readonly tenant: Tenant;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

export class Retrievals {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;

  /** @param now epoch milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns the token. */
  start({ account, region }: Tenant, retrieval: Omit<Retrieval, 'status'>): string {
    const startedAt = this.#now();
    for (const [token, kept] of this.#kept)
      if (this.#kept.size >= MOST_KEPT || kept.startedAt + KEPT_MS <= startedAt) this.#kept.delete(token);
    const token = randomUUID();
    this.#kept.set(token, { ...retrieval, status: 'COMPLETE', tenant: { account, region }, startedAt });
    return token;
  }

  /** @throws ResourceNotFoundException, for another account's token too. */
  find({ account, region }: Tenant, token: string): Retrieval {
    const kept = this.#kept.get(token);
    const isOwn = kept?.tenant.account === account && kept.tenant.region === region;
    if (kept === undefined || !isOwn || kept.startedAt + KEPT_MS <= this.#now()) throw resourceNotFound(token);
    return kept;
  }

  /** What it has found is not told any more. @throws ResourceNotFoundException */
  cancel(tenant: Tenant, token: string): void {
    this.#kept.set(token, { ...(this.find(tenant, token) as Kept), status: 'CANCELLED' });
  }
}

/** The traces of which anything lies in the time range, in the order asked for; none when the retrieval was cancelled. */
export async function retrievedTraces(
  { clickhouse, ingestLog }: QueryDependencies,
  tenant: Tenant,
  { traceIds, from, to, status }: Retrieval,
  signal: AbortSignal,
): Promise<readonly Trace[]> {
  if (status !== 'COMPLETE') return [];
  await ingestLog.settled();
  const traces = await loadTraces(clickhouse, tenant, traceIds, signal);
  return traces.filter(({ extent: { start, end } }) => start !== undefined && start <= to && (end ?? start) >= from);
}
