import { expect, it } from 'vitest';
import { validationError } from '../errors.ts';
import { conditionsOf } from './conditions.ts';
import { type Evaluation, resolve } from './intrinsics.ts';

const evaluation: Evaluation = {
  tenant: { account: '000000000000', region: 'eu-west-1' },
  stackId: 'arn:aws:cloudformation:eu-west-1:000000000000:stack/s/1',
  stackName: 's',
  notificationArns: [],
  parameters: { Text: 'a', Nothing: 'AWS::NoValue', List: ['x', 'y', 'z'], Reference: '{{resolve:ssm:/p:1}}' },
  mappings: { Map: { one: { two: 'found', list: ['p', 'q'] } } },
  condition: conditionsOf(
    {
      Yes: { 'Fn::Equals': [{ Ref: 'Text' }, 'a'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
      Both: { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] }] },
      Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
    },
    () => evaluation,
  ),
  ref: (logicalId) => (logicalId === 'Bucket' ? 'the-bucket' : undefined),
  attribute: (logicalId, name) => `${logicalId}/${name}`,
  importValue: (name) => {
    if (name === 'there') return 'imported';
    throw validationError(`No export named ${name} found.`);
  },
  storedParameter: (name) => (name === '/p:1' ? { value: 'stored', type: 'String' } : undefined),
};
const of = (value: unknown) => resolve(value, evaluation);

it('resolves every function that makes a value', () => {
  expect(of({ Ref: 'AWS::Region' })).toBe('eu-west-1');
  expect(of({ Ref: 'Bucket' })).toBe('the-bucket');
  expect(of({ 'Fn::GetAtt': ['Bucket', 'Outputs.X'] })).toBe('Bucket/Outputs.X');
  expect(of({ 'Fn::Sub': `\${Bucket} \${Bucket.Arn} \${!Literal} \${AWS::AccountId}` })).toBe(
    `the-bucket Bucket/Arn \${Literal} 000000000000`,
  );
  expect(of({ 'Fn::Sub': [`\${A}\${Text}`, { A: { Ref: 'Text' } }] })).toBe('aa');
  expect(of({ 'Fn::Join': ['-', { Ref: 'List' }] })).toBe('x-y-z');
  expect(of({ 'Fn::Select': ['1', { 'Fn::Split': [',', 'p,q'] }] })).toBe('q');
  expect(of({ 'Fn::FindInMap': ['Map', 'one', { 'Fn::Join': ['', ['tw', 'o']] }] })).toBe('found');
  expect(of({ 'Fn::FindInMap': ['Map', 'one', 'three', { DefaultValue: 3 }] })).toBe(3);
  expect(of({ 'Fn::ImportValue': { 'Fn::Sub': 'there' } })).toBe('imported');
  expect(of({ 'Fn::Base64': 'hé' })).toBe('aMOp');
  expect(of({ 'Fn::Length': { Ref: 'List' } })).toBe(3);
  expect(of({ 'Fn::ToJsonString': { A: { Ref: 'Text' } } })).toBe('{"A":"a"}');
  expect(of({ 'Fn::Cidr': ['10.0.0.0/24', '2', '5'] })).toEqual(['10.0.0.0/27', '10.0.0.32/27']);
  expect(of('{{resolve:ssm:/p:1}}!')).toBe('stored!');
  expect(of({ 'Fn::Join': ['', ['{{resolve:ssm:', '/p:1', '}}']] })).toBe('stored');
  expect(of({ Ref: 'Reference' })).toBe('stored');
});

it('decides conditions and leaves out what has no value', () => {
  const noValue = { Ref: 'AWS::NoValue' };
  expect(of({ A: { 'Fn::If': ['Yes', 1, 2] }, B: { 'Fn::If': ['No', 1, noValue] }, C: [noValue, 3] })).toEqual({ A: 1, C: [3] });
  expect(of({ 'Fn::If': ['Both', 'yes', 'no'] })).toBe('yes');
  expect(() => evaluation.condition('Circle')).toThrow('circular');
});

it('leaves a policy statement’s own Condition alone', () => {
  const statement = { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } };
  expect(of(statement)).toEqual({ Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } });
});

it('refuses with the words of AWS', () => {
  expect(() => of({ Ref: 'Nobody' })).toThrow('Unresolved resource dependencies [Nobody] in the Resources block of the template');
  expect(() => of({ 'Fn::Select': ['x', []] })).toThrow(
    'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
  );
  expect(() => of({ 'Fn::FindInMap': ['Map', 'K1', 'K2'] })).toThrow('Template error: Unable to get mapping for Map::K1::K2');
  expect(() => of({ 'Fn::ImportValue': 'gone' })).toThrow('No export named gone found.');
  expect(() => of({ 'Fn::Join': ['-', ['a', { Ref: 'List' }]] })).toThrow('every Fn::Join object requires two parameters');
  expect(() => of({ 'Fn::Split': [',', { Ref: 'List' }] })).toThrow('every Fn::Split object requires two parameters');
  expect(() => of({ 'Fn::Sub': `\${List}` })).toThrow(
    'Template error: variable List in Fn::Sub expression does not resolve to a string',
  );
  expect(() => of({ 'Fn::Nothing': 1 })).toThrow('Encountered unsupported function: Fn::Nothing');
  expect(() => of('{{resolve:secretsmanager:a}}')).toThrow('{{resolve:secretsmanager:a}} is not built here');
});

it('leaves out what a parameter says is no value', () => {
  expect(of({ Name: { Ref: 'Nothing' }, Other: 1 })).toEqual({ Other: 1 });
});

it('splits what is not known yet into nothing, so that what needs a list of it says so', () => {
  const preview = { ...evaluation, unknown: '<later>', attribute: () => '<later>' };
  const split = { 'Fn::Split': ['-', { 'Fn::GetAtt': ['Bucket', 'Arn'] }] };
  expect(resolve(split, preview)).toBe('<later>');
  expect(() => resolve({ 'Fn::Join': ['+', split] }, preview)).toThrow('Template error: every Fn::Join object requires');
});
