/**
 * The spans of time of which graphs are kept: minutes, and blocks of ten, so that an hour is not summed up from sixty.
 *
 * Who calls it: `minute-cache.ts`, `span-table.ts`, `window-graph.ts`, `background.ts`.
 */
import type { Tenant } from '../../ports.ts';

/** Of a minute that changes again and again, what starts in this time is counted by itself. */
export const PART_SECONDS = 5;
export const MINUTE_SECONDS = 60;
export const BLOCK_SECONDS = 600;

export interface Span {
  readonly tenant: Tenant;
  /** `MINUTE_SECONDS` or `BLOCK_SECONDS`. */
  readonly seconds: number;
  /** Epoch seconds. */
  readonly start: number;
}

export function keyOf({ tenant, seconds, start }: Span): string {
  return `${tenant.account} ${tenant.region} ${seconds} ${start}`;
}

/** The start of the block in which a time lies; epoch seconds. */
export function blockOf(time: number): number {
  return Math.floor(time / BLOCK_SECONDS) * BLOCK_SECONDS;
}

export function minutesOfBlock(block: number): number[] {
  return Array.from({ length: BLOCK_SECONDS / MINUTE_SECONDS }, (_, place) => block + place * MINUTE_SECONDS);
}

export function partsOfMinute(minute: number): number[] {
  return Array.from({ length: MINUTE_SECONDS / PART_SECONDS }, (_, place) => minute + place * PART_SECONDS);
}
