/** Rules: how they are put, listed, tagged and deleted. */
import { describe, expect, it } from 'vitest';
import { tenant } from '../../service.fixture.ts';
import { testBus } from '../service.fixture.ts';

const bus = testBus();

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
