import { expect, it } from 'vitest';
import { hideSecrets } from './secrets.ts';
import { checkStackPolicy, deniedBy } from './stack-policy.ts';

const policy = (...statements: object[]) =>
  JSON.stringify({ Statement: statements.map((statement) => ({ Principal: '*', ...statement })) });
const allowAll = { Effect: 'Allow', Action: 'Update:*', Resource: '*' };

it('denies what a statement denies, and says which one', () => {
  const text = policy(allowAll, {
    Effect: 'Deny',
    Action: ['Update:Replace', 'Update:Delete'],
    Resource: 'LogicalResourceId/Table',
  });
  expect(deniedBy(text, 'Update:Modify', 'Table', 'T')).toBeUndefined();
  expect(deniedBy(text, 'Update:Replace', 'Table', 'T')).toBe(
    'Action denied by stack policy: Statement [#2] does not allow [Update:Replace, Update:Delete] for resource [LogicalResourceId/Table];',
  );
  expect(deniedBy(text, 'Update:Replace', 'Other', 'T')).toBeUndefined();
});

it('denies what nothing allows, unless the policy is empty', () => {
  const text = policy({ ...allowAll, Resource: 'LogicalResourceId/A*' });
  expect(deniedBy(text, 'Update:Modify', 'Ab', 'T')).toBeUndefined();
  expect(deniedBy(text, 'Update:Modify', 'B', 'T')).toContain('Action not allowed by stack policy');
  expect(deniedBy('{}', 'Update:Modify', 'B', 'T')).toBeUndefined();
});

it('knows resources by their type, and all but those that are named', () => {
  const text = policy(
    { Effect: 'Allow', NotAction: 'Update:Delete', Resource: '*' },
    { Effect: 'Deny', Action: 'Update:*', Resource: '*', Condition: { StringLike: { ResourceType: ['AWS::IAM::*'] } } },
  );
  expect(deniedBy(text, 'Update:Modify', 'A', 'AWS::Logs::LogGroup')).toBeUndefined();
  expect(deniedBy(text, 'Update:Delete', 'A', 'AWS::Logs::LogGroup')).toBeDefined();
  expect(deniedBy(text, 'Update:Modify', 'A', 'AWS::IAM::Role')).toContain('[#2]');
});

it('refuses what is no policy', () => {
  for (const text of [
    'text',
    '[]',
    policy({ ...allowAll, Principal: 'me' }),
    policy({ ...allowAll, Action: 'Delete:*' }),
    policy({ ...allowAll, Effect: 'Maybe' }),
    policy({ Effect: 'Allow', Action: 'Update:*' }),
  ])
    expect(() => checkStackPolicy(text), text).toThrow('Error validating stack policy: Invalid stack policy');
});

it('keeps the values of NoEcho parameters out of what is shown', () => {
  const parameters = {
    Secret: { value: 'hunter2', noEcho: true },
    Short: { value: 'a', noEcho: true },
    Open: { value: 'open', noEcho: false },
  };
  expect(hideSecrets({ A: ['x hunter2 y', 'a', 'cat', 'open', 1] }, parameters)).toEqual({
    A: ['x **** y', '****', 'cat', 'open', 1],
  });
});
