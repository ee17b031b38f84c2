/** Targets: what a rule may send its events to, and what is refused. */
import { describe, expect, it } from 'vitest';
import { functionArn, groupArn, testBus } from '../service.fixture.ts';

const bus = testBus();

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
