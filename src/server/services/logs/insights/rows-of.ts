/** For tests: what a query makes of messages, without a database. Messages are a second apart, the newest first. */
import { parseQuery } from './parse.ts';
import { startPlan } from './plan.ts';
import { LogRecord, Row } from './record.ts';

/** 2026-01-31 12:00:00 UTC. */
export const newest = Date.UTC(2026, 0, 31, 12);

export function rowsOf(query: string, messages: readonly (string | object)[], limit = 10_000): Record<string, string>[] {
  const plan = startPlan(parseQuery(query), limit, newest);
  const source = { log: '123456789012:/g', pointer: () => 'pointer' };
  for (const [place, given] of messages.entries()) {
    const message = typeof given === 'string' ? given : JSON.stringify(given);
    const timestamp = newest - place * 1000;
    const event = { timestamp, ingested: timestamp, sequence: BigInt(place), logStream: 's', message, size: message.length + 26 };
    plan.push(new Row(new LogRecord(event, source)));
  }
  plan.end();
  return plan.results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field ?? '', value ?? ''])));
}

/** The values of one column. */
export const column = (rows: readonly Record<string, string>[], name: string): (string | undefined)[] =>
  rows.map((row) => row[name]);
