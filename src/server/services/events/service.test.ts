/** EventBridge over the real store: what clients rely on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openControlPlane } from '../../store/control-plane.ts';
import { AwsError } from '../../wire/aws-error.ts';
import type { InvokeRequest } from '../ports.ts';
import { asking } from '../resource-properties.ts';
import { createEvents, type Events } from './service.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
const groupArn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/g';

class TestBus {
  readonly directory = mkdtempSync(join(tmpdir(), 'radiograph-events-'));
  readonly invoked: InvokeRequest[] = [];
  readonly written: string[] = [];
  readonly metrics: string[] = [];
  readonly lines: string[] = [];
  readonly asked: string[] = [];
  allowed = true;
  refusal: Error | undefined;
  controlPlane = openControlPlane(this.directory);
  events = this.open();

  open(): Events {
    return createEvents({
      controlPlane: this.controlPlane,
      invoker: {
        allows: (_tenant, _name, principal, sourceArn) => {
          this.asked.push(`${principal} ${sourceArn}`);
          return this.allowed;
        },
        invoke: async (request) => {
          this.invoked.push(request);
          if (this.refusal) throw this.refusal;
          return { statusCode: 202, payload: new Uint8Array(), executedVersion: '1' };
        },
      },
      logSink: {
        write: async (_tenant, group, _stream, [event]) => {
          this.written.push(`${group} ${event?.message}`);
        },
      },
      metricSink: {
        put: async (_tenant, _namespace, data) => {
          this.metrics.push(...data.map(({ name }) => name));
        },
      },
      log: (line) => this.lines.push(line),
    });
  }

  async restart(): Promise<void> {
    await this.events.close();
    await this.controlPlane.close();
    this.controlPlane = openControlPlane(this.directory);
    this.events = this.open();
    this.events.start();
  }

  ask<Output = Record<string, never>>(operation: string, input: Record<string, unknown> = {}): Promise<Output> {
    return asking(this.events.service)<Output>({ tenant, signal: new AbortController().signal }, operation, input);
  }

  async fault(operation: string, input: Record<string, unknown>): Promise<string> {
    try {
      return `answered ${JSON.stringify(await this.ask(operation, input))}`;
    } catch (error) {
      return error instanceof AwsError ? `${error.code}: ${error.message}` : String(error);
    }
  }

  async rule(name: string, more: Record<string, unknown>, Targets: object[] = [{ Id: 'a', Arn: functionArn }]): Promise<void> {
    await this.ask('PutRule', { Name: name, ...more });
    await this.ask('PutTargets', { Rule: name, EventBusName: more['EventBusName'], Targets });
  }

  put(detail: object, more: object = {}) {
    const entry = { Source: 'shop', DetailType: 'order', Detail: JSON.stringify(detail), ...more };
    return this.ask<{ FailedEntryCount: number; Entries: Record<string, string>[] }>('PutEvents', { Entries: [entry] });
  }

  get payloads(): unknown[] {
    return this.invoked.map(({ payload }) => JSON.parse(Buffer.from(payload).toString()));
  }
}

let bus: TestBus;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:30Z'), toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  bus = new TestBus();
});
afterEach(async () => {
  vi.useRealTimers();
  await bus.events.close();
  await bus.controlPlane.close();
  rmSync(bus.directory, { recursive: true });
});

describe('rules', () => {
  it('are put, described, listed and deleted', async () => {
    const pattern = '{"source": ["shop"]}';
    const arn = 'arn:aws:events:eu-west-1:123456789012:rule/orders';
    expect(await bus.ask('PutRule', { Name: 'orders', EventPattern: pattern, Description: 'd' })).toEqual({ RuleArn: arn });
    const rule = { Name: 'orders', Arn: arn, EventPattern: pattern, State: 'ENABLED', Description: 'd', EventBusName: 'default' };
    expect(await bus.ask('DescribeRule', { Name: 'orders' })).toEqual({ ...rule, CreatedBy: tenant.account });
    expect(await bus.ask('ListRules', { NamePrefix: 'ord' })).toEqual({ Rules: [rule] });
    expect(await bus.ask('DeleteRule', { Name: 'orders' })).toEqual({});
    expect(await bus.ask('DeleteRule', { Name: 'orders' })).toEqual({});
    expect(await bus.ask('ListRules')).toEqual({ Rules: [] });
  });

  it('are listed page by page', async () => {
    for (const n of [1, 2, 3]) await bus.ask('PutRule', { Name: `r${n}`, ScheduleExpression: 'rate(1 day)' });
    type Page = { Rules: { Name: string }[]; NextToken?: string };
    const first = await bus.ask<Page>('ListRules', { Limit: 2 });
    expect(first.Rules.map(({ Name }) => Name)).toEqual(['r1', 'r2']);
    const second = await bus.ask<Page>('ListRules', { Limit: 2, NextToken: first.NextToken });
    expect([second.Rules.map(({ Name }) => Name), second.NextToken]).toEqual([['r3'], undefined]);
  });

  it("are refused in AWS's words", async () => {
    const refusals = [
      ['PutRule', { Name: 'r' }, 'ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.'],
      [
        'PutRule',
        { Name: 'r', ScheduleExpression: 'rate(1 minutes)' },
        'ValidationException: Parameter ScheduleExpression is not valid.',
      ],
      [
        'PutRule',
        { Name: 'r', EventPattern: '{"a":["b"]}', EventBusName: 'no' },
        'ResourceNotFoundException: Event bus no does not exist.',
      ],
      ['DescribeRule', { Name: 'r' }, 'ResourceNotFoundException: Rule r does not exist on EventBus default.'],
      ['EnableRule', { Name: 'r' }, 'ResourceNotFoundException: Rule r does not exist on EventBus default.'],
      [
        'DescribeRule',
        { Name: 'r!' },
        "ValidationException: 1 validation error detected: Value 'r!' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
      ],
    ] as const;
    for (const [operation, input, text] of refusals) expect(await bus.fault(operation, input)).toBe(text);
    await bus.ask('CreateEventBus', { Name: 'own' });
    expect(await bus.fault('PutRule', { Name: 'r', ScheduleExpression: 'rate(1 day)', EventBusName: 'own' })).toBe(
      'ValidationException: ScheduleExpression is supported only on the default event bus.',
    );
  });

  it('keep their tags when they are put again', async () => {
    await bus.ask('PutRule', { Name: 'r', ScheduleExpression: 'rate(1 day)', Tags: [{ Key: 'a', Value: '1' }] });
    const { RuleArn: ResourceARN } = await bus.ask<{ RuleArn: string }>('PutRule', {
      Name: 'r',
      ScheduleExpression: 'rate(2 days)',
    });
    await bus.ask('TagResource', { ResourceARN, Tags: [{ Key: 'b', Value: '2' }] });
    await bus.ask('UntagResource', { ResourceARN, TagKeys: ['a'] });
    expect(await bus.ask('ListTagsForResource', { ResourceARN })).toEqual({ Tags: [{ Key: 'b', Value: '2' }] });
  });
});

describe('targets', () => {
  it('are put, replaced by their id, found by their ARN, and removed', async () => {
    await bus.rule('r', { EventPattern: '{"source":["shop"]}' });
    await bus.ask('PutTargets', {
      Rule: 'r',
      Targets: [
        { Id: 'a', Arn: functionArn, InputPath: '$.detail' },
        { Id: 'l', Arn: groupArn },
      ],
    });
    expect(await bus.ask('ListTargetsByRule', { Rule: 'r' })).toMatchObject({
      Targets: [
        { Id: 'a', InputPath: '$.detail' },
        { Id: 'l', Arn: groupArn },
      ],
    });
    expect(await bus.ask('ListRuleNamesByTarget', { TargetArn: groupArn })).toEqual({ RuleNames: ['r'] });
    expect(await bus.fault('DeleteRule', { Name: 'r' })).toBe("ValidationException: Rule can't be deleted since it has targets.");
    expect(await bus.ask('RemoveTargets', { Rule: 'r', Ids: ['a', 'l'] })).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
    expect(await bus.ask('DeleteRule', { Name: 'r' })).toEqual({});
  });

  it("are refused in AWS's words, and what is not built by its name", async () => {
    await bus.ask('PutRule', { Name: 'r', EventPattern: '{"source":["shop"]}' });
    const put = (...Targets: object[]) => bus.fault('PutTargets', { Rule: 'r', Targets });
    const target = { Id: 'a', Arn: functionArn };
    expect(await put({ ...target, Id: '!' })).toContain("Value '!' at 'targets.1.member.id' failed to satisfy constraint");
    expect(await put({ ...target, Input: '{' })).toBe('ValidationException: JSON syntax error in input for target a.');
    expect(await put({ ...target, Input: '1', InputPath: '$' })).toBe(
      'ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target a.',
    );
    expect(await put({ ...target, InputTransformer: { InputTemplate: '"<x>"' } })).toBe(
      'ValidationException: InputTemplate for target a contains invalid placeholder x.',
    );
    expect(await put({ Id: 'a', Arn: 'arn:aws:sqs:eu-west-1:123456789012:q' })).toContain(
      'Radiograph does not emulate the target arn:aws:sqs',
    );
    expect(await put({ ...target, DeadLetterConfig: { Arn: 'x' } })).toBe(
      'ValidationException: Radiograph does not emulate DeadLetterConfig of target a.',
    );
    for (const Arn of ['f', 'arn:aws:s3:::bucket'])
      expect(await put({ Id: 'a', Arn })).toBe(
        `ValidationException: Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`,
      );
    const six = Array.from({ length: 6 }, (_, n) => ({ ...target, Id: `t${n}` }));
    expect(await put(...six)).toBe('LimitExceededException: The requested resource exceeds the maximum number allowed.');
  });
});

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
