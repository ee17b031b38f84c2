import { expect, it } from 'vitest';
import type { Evaluation } from '../template/intrinsics.ts';
import { noResources } from './evaluation.ts';
import { missingProperties } from './missing-properties.ts';

const evaluation: Evaluation = {
  ...noResources,
  ...{ tenant: { account: '000000000000', region: 'eu-west-1' }, stackId: 'id', stackName: 'name', notificationArns: [] },
  ...{ parameters: {}, mappings: {}, condition: () => false, importValue: () => '', storedParameter: () => undefined },
};
const missing = (Properties?: Readonly<Record<string, unknown>>) =>
  missingProperties(['Code', 'Role'], { Type: 'AWS::Lambda::Function', Properties }, evaluation);

it('names what a type requires and a resource lacks, in the order of the schema', () => {
  expect(missing()).toEqual(['Code', 'Role']);
  expect(missing({ Role: 'arn' })).toEqual(['Code']);
  expect(missing({ Role: '', Code: {} })).toEqual([]);
});

it('misses what AWS::NoValue leaves out, and trusts what only resources can tell', () => {
  const none = { 'Fn::If': ['Never', 'arn', { Ref: 'AWS::NoValue' }] };
  expect(missing({ Code: {}, Role: none })).toEqual(['Role']);
  expect(missing({ Code: {}, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } })).toEqual([]);
  expect(missing({ Code: {}, Role: { 'Fn::Select': [7, { Ref: 'Roles' }] } })).toEqual([]);
});
