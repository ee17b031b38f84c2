import { expect, it } from 'vitest';
import { decide } from './policy.ts';

const arn = 'arn:aws:execute-api:us-east-1:000000000000:api/dev/GET/pets/1';
const statement = (given: object) => ({
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn, ...given }],
});

it.each<[string, unknown, ReturnType<typeof decide>]>([
  ['allows what a statement names', statement({}), 'allow'],
  ['takes wildcards', statement({ Action: 'execute-api:*', Resource: 'arn:aws:execute-api:*:*:api/*/GET/*' }), 'allow'],
  ['takes lists', statement({ Action: ['x:y', '*'], Resource: ['a', '*'] }), 'allow'],
  ['takes one statement that is no list', { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'allow'],
  [
    'allows nothing that is not named',
    statement({ Resource: 'arn:aws:execute-api:us-east-1:000000000000:api/dev/POST/*' }),
    'none',
  ],
  ['allows no other action', statement({ Action: 's3:GetObject' }), 'none'],
  [
    'knows NotAction and NotResource',
    statement({ Action: undefined, NotAction: 's3:*', Resource: undefined, NotResource: 'x' }),
    'allow',
  ],
  [
    'lets a Deny win, in any order',
    { Statement: [...statement({}).Statement, { Effect: 'Deny', Action: '*', Resource: '*/GET/pets/*' }] },
    'deny',
  ],
  [
    'never allows by a condition that it cannot read',
    statement({ Condition: { IpAddress: { 'aws:SourceIp': '1.2.3.4' } } }),
    'none',
  ],
  ['denies by a condition that it cannot read', statement({ Effect: 'Deny', Condition: { Bool: { x: 'true' } } }), 'deny'],
  ['allows nothing by nonsense', 'nonsense', 'none'],
])('%s', (_name, policy, expected) => {
  expect(decide(policy, arn)).toBe(expected);
});
