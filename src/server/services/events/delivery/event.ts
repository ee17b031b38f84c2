/** An event on a bus (eventbridge/latest/userguide/eb-events-structure.html). */
import { randomUUID } from 'node:crypto';
import type { Tenant } from '../../ports.ts';

export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** `2026-01-01T00:00:00Z` */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export function newEvent(
  { account, region }: Tenant,
  given: {
    readonly detailType: string;
    readonly source: string;
    /** Epoch milliseconds. */
    readonly time: number;
    readonly resources: readonly string[];
    readonly detail: unknown;
  },
): BusEvent {
  const { detailType, source, time, resources, detail } = given;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account,
    time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    region,
    resources,
    detail,
  };
}
