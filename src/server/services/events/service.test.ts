/** Buses, and the question whether a pattern matches. */
import { describe, expect, it } from 'vitest';
import { tenant } from '../service.fixture.ts';
import { testBus } from './service.fixture.ts';

const bus = testBus();

describe('TestEventPattern', () => {
  const event = { id: '1', account: '1', source: 's', time: 't', region: 'r', 'detail-type': 'd', resources: [] };

  it('says whether an event matches', async () => {
    const test = (EventPattern: string) => bus.ask('TestEventPattern', { EventPattern, Event: JSON.stringify(event) });
    expect(await test('{"source":["s"]}')).toEqual({ Result: true });
    expect(await test('{"source":["x"]}')).toEqual({ Result: false });
  });

  it('refuses what is no event, and what is no pattern', async () => {
    for (const Event of ['plain', '[]', '{}'])
      expect(await bus.fault('TestEventPattern', { EventPattern: '{"source":["s"]}', Event })).toBe(
        'ValidationException: Parameter Event is not valid.',
      );
    expect(await bus.fault('TestEventPattern', { EventPattern: '{"source":"s"}', Event: '{}' })).toMatch(
      /^InvalidEventPatternException: Event pattern is not valid\. Reason: "source" must be an object or an array/,
    );
  });
});

describe('buses', () => {
  it('are made, listed with the one that is always there, and deleted', async () => {
    const EventBusArn = 'arn:aws:events:eu-west-1:123456789012:event-bus/own';
    expect(await bus.ask('CreateEventBus', { Name: 'own' })).toEqual({ EventBusArn });
    expect(await bus.fault('CreateEventBus', { Name: 'own' })).toBe(
      'ResourceAlreadyExistsException: Event bus own already exists.',
    );
    const { EventBuses } = await bus.ask<{ EventBuses: { Name: string }[] }>('ListEventBuses');
    expect(EventBuses.map(({ Name }) => Name)).toEqual(['default', 'own']);
    expect(await bus.ask('DescribeEventBus', { Name: EventBusArn })).toMatchObject({ Name: 'own', Arn: EventBusArn });
    expect(await bus.ask('DeleteEventBus', { Name: 'own' })).toEqual({});
    expect(await bus.fault('DescribeEventBus', { Name: 'own' })).toBe('ResourceNotFoundException: Event bus own does not exist.');
    expect(await bus.fault('DeleteEventBus', { Name: 'default' })).toBe('ValidationException: Cannot delete event bus default.');
  });

  it('take events of Lambda only when they are there', async () => {
    await bus.rule('r', { EventPattern: '{"source":["lambda"]}' });
    const given = { source: 'lambda', detailType: 'Lambda Function Invocation Result - Success', resources: [], detail: {} };
    await bus.events.putEvent(tenant, 'arn:aws:events:eu-west-1:123456789012:event-bus/default', given);
    expect(bus.payloads).toMatchObject([{ source: 'lambda' }]);
    await expect(bus.events.putEvent(tenant, 'arn:aws:events:eu-west-1:123456789012:event-bus/gone', given)).rejects.toThrow(
      'Event bus gone does not exist.',
    );
  });
});
