/** Events: which targets they reach, and what becomes of those that are none. */
import { describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../wire/aws-error.ts';
import { tenant } from '../../service.fixture.ts';
import { functionArn, groupArn, testBus } from '../service.fixture.ts';

const bus = testBus();

describe('an event', () => {
  it('reaches the targets of the rules that match it', async () => {
    await bus.rule('big', { EventPattern: '{"detail":{"n":[{"numeric":[">",3]}]}}' });
    await bus.rule('none', { EventPattern: '{"source":["other"]}' });
    await bus.rule('off', { EventPattern: '{"source":["shop"]}', State: 'DISABLED' });
    await bus.rule('log', { EventPattern: '{"source":["shop"]}' }, [{ Id: 'l', Arn: groupArn, InputPath: '$.detail' }]);
    const { Entries } = await bus.put(
      { n: 4 },
      { TraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793', Resources: ['arn:x'] },
    );
    expect(bus.payloads).toEqual([
      {
        version: '0',
        id: Entries[0]?.['EventId'],
        'detail-type': 'order',
        source: 'shop',
        account: tenant.account,
        time: '2026-01-01T00:00:30Z',
        region: tenant.region,
        resources: ['arn:x'],
        detail: { n: 4 },
      },
    ]);
    expect(bus.invoked[0]).toMatchObject({
      functionName: functionArn,
      invocationType: 'Event',
      traceHeader: expect.stringContaining('Root='),
    });
    expect(bus.asked).toEqual(['events.amazonaws.com arn:aws:events:eu-west-1:123456789012:rule/big']);
    expect(bus.written).toEqual(['/aws/events/g {"n":4}']);
  });

  it('does not reach a function whose policy does not allow it', async () => {
    bus.allowed = false;
    await bus.rule('r', { EventPattern: '{"source":["shop"]}' });
    await bus.put({});
    expect(bus.invoked).toEqual([]);
    expect(bus.metrics).toEqual(['MatchedEvents', 'TriggeredRules', 'FailedInvocations']);
    expect(bus.lines[0]).toContain(
      'does not let events.amazonaws.com invoke it from arn:aws:events:eu-west-1:123456789012:rule/r',
    );
  });

  it('is tried again while the function cannot take it', async () => {
    bus.refusal = new AwsError('ServiceException', 'not yet', 500);
    await bus.rule('r', { EventPattern: '{"source":["shop"]}' });
    await bus.put({});
    await vi.advanceTimersByTimeAsync(1_000);
    bus.refusal = undefined;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(bus.invoked).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(bus.invoked).toHaveLength(3);
  });

  it('goes from one bus to another, and no further', async () => {
    const busArn = (name: string) => `arn:aws:events:eu-west-1:123456789012:event-bus/${name}`;
    for (const Name of ['b', 'c']) await bus.ask('CreateEventBus', { Name });
    const EventPattern = '{"source":["shop"]}';
    await bus.rule('a', { EventPattern }, [{ Id: 'b', Arn: busArn('b') }]);
    await bus.rule('b', { EventPattern, EventBusName: 'b' }, [
      { Id: 'c', Arn: busArn('c') },
      { Id: 'f', Arn: functionArn },
    ]);
    await bus.rule('c', { EventPattern, EventBusName: 'c' });
    await bus.put({});
    expect(bus.invoked).toHaveLength(1);
  });

  it('that is none is told by itself, and harms no other', async () => {
    await bus.rule('r', { EventPattern: '{"source":["shop"]}' });
    const good = { Source: 'shop', DetailType: 't', Detail: '{}' };
    const answer = await bus.ask<{ FailedEntryCount: number; Entries: Record<string, string>[] }>('PutEvents', {
      Entries: [
        { ...good, Source: undefined },
        { ...good, Detail: undefined },
        { ...good, Detail: '[1]' },
        { ...good, Source: 'aws.s3' },
        good,
      ],
    });
    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries).toEqual([
      { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.' },
      { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Detail is not valid. Reason: Detail is a required argument.' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      { EventId: expect.any(String) },
    ]);
    expect(bus.invoked).toHaveLength(1);
  });

  it('of too many or too large entries is refused', async () => {
    const entry = { Source: 's', DetailType: 't', Detail: JSON.stringify({ text: 'x'.repeat(1_048_576) }) };
    expect(await bus.fault('PutEvents', { Entries: [entry] })).toBe(
      'ValidationException: Total size of the entries in the request is over the limit.',
    );
    expect(await bus.fault('PutEvents', { Entries: Array.from({ length: 11 }, () => ({ Source: 's' })) })).toMatch(
      /Value '\[PutEventsRequestEntry\(time=null, source=s, resources=null, .*\)\]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    );
  });
});
