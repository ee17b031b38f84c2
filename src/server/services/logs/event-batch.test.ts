import { describe, expect, it } from 'vitest';
import { checkBatch, sortOut } from './event-batch.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 0, 31);
const at = (...times: number[]) => times.map((timestamp) => ({ timestamp, message: 'm' }));

describe('a batch of events', () => {
  it('may fill one MiB, each event counting 26 bytes more than its UTF-8', () => {
    const most = 1_048_576 - 26;
    expect(checkBatch([{ timestamp: 0, message: 'x'.repeat(most) }])).toHaveLength(1);
    expect(() => checkBatch([{ timestamp: 0, message: 'x'.repeat(most + 1) }])).toThrow(
      'Upload too large: 1048577 bytes exceeds limit of 1048576',
    );
    expect(() => checkBatch([{ timestamp: 0, message: 'é'.repeat(most / 2 + 1) }])).toThrow('Upload too large');
  });

  it('is in order of time and within a day', () => {
    expect(checkBatch(at(1, 1, 2))).toHaveLength(3);
    expect(() => checkBatch(at(2, 1))).toThrow('Log events in a single PutLogEvents request must be in chronological order.');
    expect(checkBatch(at(0, 24 * hour))).toHaveLength(2);
    expect(() => checkBatch(at(0, 24 * hour + 1))).toThrow(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  });

  it('has 1 to 10,000 events, none of them empty', () => {
    expect(() => checkBatch([])).toThrow(
      "'logEvents' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    expect(() => checkBatch(at(...new Array<number>(10_001).fill(0)))).toThrow('less than or equal to 10000');
    expect(() => checkBatch([{ timestamp: 0, message: '' }])).toThrow("'logEvents.1.member.message'");
    expect(() => checkBatch([{ timestamp: -1, message: 'm' }])).toThrow("'logEvents.1.member.timestamp'");
  });
});

describe('events that are out of time', () => {
  const day = 24 * hour;

  it('are left out and named: older than 14 days, more than 2 hours ahead', () => {
    const batch = at(now - 14 * day - 1, now - 14 * day, now, now + 2 * hour, now + 2 * hour + 1);
    expect(sortOut(batch, 0, now)).toEqual({
      accepted: batch.slice(1, 4),
      rejected: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 4 },
    });
  });

  it('are left out when the group no longer keeps their age', () => {
    const batch = at(now - 3 * day, now - day + 1, now);
    expect(sortOut(batch, now - day, now)).toEqual({
      accepted: batch.slice(1),
      rejected: { expiredLogEventEndIndex: 1 },
    });
  });

  it('may be all of them, or none', () => {
    expect(sortOut(at(0, 1), 0, now)).toEqual({ accepted: [], rejected: { tooOldLogEventEndIndex: 2 } });
    expect(sortOut(at(now), 0, now)).toEqual({ accepted: at(now), rejected: undefined });
  });
});
