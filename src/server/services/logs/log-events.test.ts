/** Events: what is taken, and what GetLogEvents and FilterLogEvents show of it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { tenant } from '../service.fixture.ts';
import { messagesOf, testLogs } from './service.fixture.ts';

const logs = testLogs();
const { filter, filterAll, get, put, refusal } = logs;
const hour = 3_600_000;

/** A group of its own for every test. */
let logGroupName: string;
let now: number;
beforeEach(async () => {
  ({ logGroupName, now } = await logs.makeGroup());
});

describe('PutLogEvents', () => {
  it('tells which events are too old or too new, and stores the others', async () => {
    expect(await put('a', [now, 'now'], [now + 2 * hour + 60_000, 'later'])).toMatchObject({
      nextSequenceToken: expect.stringMatching(/^\d{56}$/),
      rejectedLogEventsInfo: { tooNewLogEventStartIndex: 1 },
    });
    expect(await put('a', [now - 15 * 24 * hour, 'old'])).toMatchObject({
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 },
    });
    expect(messagesOf(await filter())).toEqual(['now']);
  });

  it('keeps text as it is', async () => {
    const text = 'tab\t "quotes" \\ line\nbreak \u{1f600} \u0000';
    await put('a', [now, text]);
    expect(messagesOf(await get('a'))).toEqual([text]);
  });
});

describe('GetLogEvents', () => {
  it('starts at the end, unless told otherwise, and pages both ways', async () => {
    await put('a', ...[1, 2, 3, 4, 5].map((place) => [now + place, String(place)] as const));
    await put('b', [now, 'other']);
    const end = await get('a', { limit: 2 });
    expect(messagesOf(end)).toEqual(['4', '5']);
    const before = await get('a', { limit: 2, nextToken: end.nextBackwardToken });
    expect(messagesOf(before)).toEqual(['2', '3']);
    expect(messagesOf(await get('a', { limit: 9, nextToken: before.nextForwardToken }))).toEqual(['4', '5']);
    const head = await get('a', { limit: 2, startFromHead: true });
    expect(messagesOf(head)).toEqual(['1', '2']);
    expect(messagesOf(await get('a', { nextToken: head.nextForwardToken, startFromHead: true }))).toEqual(['3', '4', '5']);
    expect(messagesOf(await get('a', { startTime: now + 2, endTime: now + 4 }))).toEqual(['2', '3']);
  });

  it('hands the same token back at the end, which later finds what is new', async () => {
    const empty = await get('a');
    expect(messagesOf(empty)).toEqual([]);
    await put('a', [now, '1']);
    const first = await get('a', { nextToken: empty.nextForwardToken });
    expect(messagesOf(first)).toEqual(['1']);
    const last = await get('a', { nextToken: first.nextForwardToken });
    expect(last).toMatchObject({ events: [], nextForwardToken: first.nextForwardToken });
    await put('a', [now, '2']);
    expect(messagesOf(await get('a', { nextToken: last.nextForwardToken }))).toEqual(['2']);
    expect(await refusal('GetLogEvents', { logGroupName, logStreamName: 'a', nextToken: 'x' })).toEqual([
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ]);
  });
});

describe('FilterLogEvents', () => {
  it('interleaves streams by time, both ends of the range included', async () => {
    await put('a', [now, 'a0'], [now + 2, 'a2']);
    await put('b', [now + 1, 'b1'], [now + 3, 'b3']);
    const { events, searchedLogStreams, nextToken } = await filter({ startTime: now + 1, endTime: now + 3 });
    expect(events).toMatchObject([
      { logStreamName: 'b', message: 'b1', timestamp: now + 1, eventId: expect.stringMatching(/^\d{56}$/) },
      { logStreamName: 'a', message: 'a2' },
      { logStreamName: 'b', message: 'b3' },
    ]);
    expect([searchedLogStreams, nextToken]).toEqual([[], undefined]);
    expect(messagesOf(await filter({ logStreamNames: ['a'] }))).toEqual(['a0', 'a2']);
    expect(messagesOf(await filter({ logStreamNamePrefix: 'b' }))).toEqual(['b1', 'b3']);
    expect(messagesOf(await filter({ startFromHead: false, startTime: now, limit: 3 }))).toEqual(['b3', 'a2', 'b1']);
  });

  it('takes any time that is a number, and no negative one', async () => {
    await put('a', [now, 'x']);
    expect(messagesOf(await filter({ startTime: now - 0.5, endTime: 1e30 }))).toEqual(['x']);
    expect(messagesOf(await get('a', { endTime: 1e30 }))).toEqual(['x']);
    expect((await refusal('FilterLogEvents', { logGroupName, startTime: -1 }))[1]).toContain("at 'startTime'");
    expect((await refusal('FilterLogEvents', { logGroupName, logStreamNames: [] }))[1]).toContain("at 'logStreamNames'");
  });

  it('matches patterns, and refuses bad ones', async () => {
    await put('a', [now, '{"level":"ERROR","n":1}'], [now, '{"level":"INFO"}'], [now, 'plain ERROR']);
    expect(messagesOf(await filter({ filterPattern: 'ERROR' }))).toEqual(['{"level":"ERROR","n":1}', 'plain ERROR']);
    expect(messagesOf(await filter({ filterPattern: '{ $.level = "ERROR" }' }))).toEqual(['{"level":"ERROR","n":1}']);
    expect(await refusal('FilterLogEvents', { logGroupName, filterPattern: '{ $.level }' })).toEqual([
      'InvalidParameterException',
      'Invalid filter pattern: expected an operator, IS, EXISTS or NOT EXISTS at position 10',
    ]);
    expect(await refusal('FilterLogEvents', { logGroupName, filterPattern: 'a-b' })).toEqual([
      'InvalidParameterException',
      "Invalid character(s) in term 'a-b'",
    ]);
  });

  it('pages through events of one millisecond without losing or doubling any', async () => {
    for (let batch = 0; batch < 3; batch++)
      await put('a', ...Array.from({ length: 40 }, (_, place) => [now, `${batch}-${place}`] as const));
    const events = await filterAll({ limit: 7 });
    expect(events).toHaveLength(120);
    expect(new Set(events.map((event) => event.eventId)).size).toBe(120);
    expect(events.map((event) => event.eventId).toSorted()).toEqual(events.map((event) => event.eventId));
    expect(await filterAll({ limit: 7, filterPattern: '"1-"' })).toHaveLength(40);
  });

  it('ends a page at a megabyte', async () => {
    for (let place = 0; place < 5; place++) await put('a', [now, String(place).repeat(600_000)]);
    const page = await filter();
    expect(page.events).toHaveLength(1);
    expect((await filterAll({})).map((event) => event.message?.charAt(0)).join('')).toBe('01234');
    expect(messagesOf(await get('a', { startFromHead: true }))).toHaveLength(1);
  });

  it('followed as aws logs tail follows it shows every event once', async () => {
    const shown: string[] = [];
    let startTime = now - hour;
    let seen = new Set<string>();
    const poll = async () => {
      for (const event of await filterAll({ startTime, limit: 3, interleaved: true })) {
        if (seen.has(event.eventId ?? '')) continue;
        shown.push(event.message ?? '');
        if ((event.timestamp ?? 0) > startTime) {
          startTime = event.timestamp ?? 0;
          seen = new Set();
        }
        seen.add(event.eventId ?? '');
      }
    };
    const written: string[] = [];
    for (let round = 0; round < 8; round++) {
      const stamped = Array.from({ length: 5 }, (_, place) => `${round}.${place}`);
      written.push(...stamped);
      const writing = logs.logSink.write(
        tenant,
        logGroupName,
        round % 2 ? 'a' : 'new',
        stamped.map((message) => ({ timestamp: now + Math.floor(round / 3), message })),
      );
      await Promise.all([writing, poll()]);
    }
    await poll();
    expect(shown).toEqual(written);
  });
});

describe('the sink of functions', () => {
  it('makes group and stream with the first line', async () => {
    const group = `${logGroupName}/lambda`;
    await logs.logSink.write(tenant, group, '2026/01/01/[$LATEST]0', [
      { timestamp: now, message: 'START\n' },
      { timestamp: now, message: 'END\n' },
    ]);
    expect(messagesOf(await filter({ logGroupName: group }))).toEqual(['START\n', 'END\n']);
  });

  it('takes more at once than a record of the log should hold', async () => {
    const lines = Array.from({ length: 7 }, (_, place) => String(place).repeat(900_000));
    await logs.logSink.write(
      tenant,
      logGroupName,
      'a',
      lines.map((message) => ({ timestamp: now, message })),
    );
    expect((await filterAll({})).map((event) => event.message?.charAt(0)).join('')).toBe('0123456');
  });

  it('keeps accounts and regions apart', async () => {
    await logs.logSink.write({ ...tenant, region: 'us-east-1' }, logGroupName, 'a', [{ timestamp: now, message: 'elsewhere' }]);
    expect(messagesOf(await filter())).toEqual([]);
  });
});
