/** Schedules: when they fire, over restarts too. */
import { describe, expect, it, vi } from 'vitest';
import { testBus } from '../service.fixture.ts';

const bus = testBus();

describe('a schedule', () => {
  it('fires at its beat, with the event of a schedule', async () => {
    bus.events.start();
    await bus.rule('tick', { ScheduleExpression: 'rate(1 minute)' });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(bus.invoked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(bus.payloads).toMatchObject([
      {
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        time: '2026-01-01T00:01:30Z',
        resources: ['arn:aws:events:eu-west-1:123456789012:rule/tick'],
        detail: {},
      },
      { time: '2026-01-01T00:02:30Z' },
    ]);
  });

  it('keeps its beat over a restart, and makes up for nothing', async () => {
    bus.events.start();
    await bus.rule('tick', { ScheduleExpression: 'rate(1 minute)' });
    await bus.rule('noon', { ScheduleExpression: 'cron(0 12 * * ? *)' });
    await bus.events.close();
    await vi.advanceTimersByTimeAsync(150_000);
    expect(bus.invoked).toHaveLength(0);
    await bus.restart();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(bus.payloads).toMatchObject([{ time: '2026-01-01T00:03:30Z' }]);
    await vi.advanceTimersByTimeAsync(12 * 3_600_000);
    expect(bus.payloads).toContainEqual(expect.objectContaining({ time: '2026-01-01T12:00:00Z' }));
  });

  it('rests while it is disabled, and counts anew when it is enabled', async () => {
    bus.events.start();
    await bus.rule('tick', { ScheduleExpression: 'rate(1 minute)' });
    await bus.ask('DisableRule', { Name: 'tick' });
    await vi.advanceTimersByTimeAsync(90_000);
    expect(bus.invoked).toHaveLength(0);
    await bus.ask('EnableRule', { Name: 'tick' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bus.payloads).toMatchObject([{ time: '2026-01-01T00:03:00Z' }]);
  });

  it('that is deleted fires no more', async () => {
    bus.events.start();
    await bus.rule('tick', { ScheduleExpression: 'rate(1 minute)' });
    await bus.ask('RemoveTargets', { Rule: 'tick', Ids: ['a'] });
    await bus.ask('DeleteRule', { Name: 'tick' });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(bus.invoked).toHaveLength(0);
  });
});
