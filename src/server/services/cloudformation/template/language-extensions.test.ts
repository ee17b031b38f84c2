import { expect, it } from 'vitest';
import { noResources } from '../stack/evaluation.ts';
import type { Evaluation } from './intrinsics.ts';
import { expandLanguage } from './language-extensions.ts';
import type { Template } from './template.ts';

const evaluation: Evaluation = {
  ...noResources,
  tenant: { account: '000000000000', region: 'eu-west-1' },
  stackId: 'id',
  stackName: 'name',
  notificationArns: [],
  parameters: { Names: ['one', 'two'], Text: 'a' },
  mappings: { Map: { one: { two: 'found' } } },
  condition: () => true,
  importValue: () => '',
  storedParameter: () => undefined,
};
const expand = (Resources: object, more: object = {}) =>
  expandLanguage({ Resources, ...more } as Template, evaluation) as unknown as Record<string, unknown>;

it('unrolls Fn::ForEach: in keys, in Fn::Sub and by Ref, but not in plain texts', () => {
  const body = { Type: 'T', Properties: { Ref: { Ref: 'Name' }, Sub: { 'Fn::Sub': `\${Name}-\${Text}` }, Plain: `\${Name}` } };
  const loop = { 'Fn::ForEach::Loop': ['Name', { Ref: 'Names' }, { [`Group\${Name}`]: body }] };
  expect(expand(loop)['Resources']).toEqual({
    Groupone: { Type: 'T', Properties: { Ref: 'one', Sub: 'one-a', Plain: `\${Name}` } },
    Grouptwo: { Type: 'T', Properties: { Ref: 'two', Sub: 'two-a', Plain: `\${Name}` } },
  });
});

it('unrolls loops in loops, and leaves out of names what may not be in them', () => {
  const inner = { 'Fn::ForEach::Inner': ['B', ['x.y'], { [`R\${A}&{B}`]: { Type: 'T' } }] };
  expect(expand({ 'Fn::ForEach::Outer': ['A', ['p', 'q'], inner] })['Resources']).toEqual({
    Rpxy: { Type: 'T' },
    Rqxy: { Type: 'T' },
  });
});

it('takes functions for the names of conditions', () => {
  const body = { Type: 'T', Condition: { 'Fn::Sub': `Is\${Name}` } };
  const loop = { 'Fn::ForEach::Loop': ['Name', ['One'], { [`R\${Name}`]: body }] };
  expect(expand(loop, { Conditions: { IsOne: true } })['Resources']).toEqual({ ROne: { Type: 'T', Condition: 'IsOne' } });
  expect(() => expand(loop)).toThrow('Transform AWS::LanguageExtensions failed with: Key IsOne is missing in the map.');
});

it('makes no member twice', () => {
  const loop = { 'Fn::ForEach::Loop': ['Name', ['a', 'a'], { [`R\${Name}`]: { Type: 'T' } }] };
  expect(() => expand(loop)).toThrow('Duplicate key found in Fn::ForEach: Ra');
  expect(() => expand({ ...loop, Ra: { Type: 'T' } })).toThrow('Duplicate key found in Fn::ForEach: Ra');
});

it('resolves lengths, JSON and defaults as far as it can', () => {
  const properties = {
    Length: { 'Fn::Length': { 'Fn::Split': [',', 'a,b,c'] } },
    Json: { 'Fn::ToJsonString': { A: { Ref: 'Text' } } },
    Later: { 'Fn::ToJsonString': { A: { Ref: 'Other' } } },
    Found: { 'Fn::FindInMap': ['Map', 'one', 'none', { DefaultValue: 'default' }] },
  };
  expect(expand({ R: { Type: 'T', Properties: properties } })['Resources']).toEqual({
    R: {
      Type: 'T',
      Properties: { Length: 3, Json: '{"A":"a"}', Later: { 'Fn::ToJsonString': { A: { Ref: 'Other' } } }, Found: 'default' },
    },
  });
});

it('writes down what is known, so that a transform after it sees values', () => {
  const resources = (properties: object) => ({ R: { Type: 'T', DependsOn: ['Other'], Properties: properties } });
  const properties = {
    Ref: { Ref: 'Text' },
    List: { Ref: 'Names' },
    Name: { 'Fn::Sub': `\${AWS::StackName}-\${Text}` },
    Joined: { 'Fn::Join': ['.', [{ Ref: 'Text' }, { 'Fn::Select': [1, { Ref: 'Names' }] }]] },
    Mapped: { 'Fn::FindInMap': ['Map', 'one', 'two'] },
    If: { 'Fn::If': ['Condition', { Ref: 'Text' }, { Ref: 'AWS::NoValue' }] },
  };
  expect(expand(resources(properties))['Resources']).toEqual({
    R: {
      Type: 'T',
      DependsOn: 'Other',
      Properties: {
        ...{ Ref: 'a', List: ['one', 'two'], Name: 'name-a', Joined: 'a.two', Mapped: 'found' },
        If: { 'Fn::If': ['Condition', 'a', { Ref: 'AWS::NoValue' }] },
      },
    },
  });
});

it('leaves what needs a resource, is secret, or is looked up while the stack is made', () => {
  const properties = {
    Resource: { 'Fn::Sub': `\${Other}-\${Text}` },
    Secret: { 'Fn::Sub': `\${Secret}-\${Text}` },
    Stored: { Ref: 'Stored' },
    Dynamic: { 'Fn::Sub': `{{resolve:ssm:/\${Text}}}` },
    Stack: { Ref: 'AWS::StackId' },
  };
  const template = {
    Parameters: { Secret: { Type: 'String', NoEcho: true }, Stored: { Type: 'AWS::SSM::Parameter::Value<String>' } },
    Resources: { R: { Type: 'T', Properties: properties } },
  };
  const parameters = { ...evaluation.parameters, Secret: 'hidden', Stored: 'value' };
  const { Resources } = expandLanguage(template as unknown as Template, { ...evaluation, parameters });
  expect(Resources['R']?.Properties).toEqual(properties);
});

it('refuses with the words of AWS', () => {
  const failed = 'Transform AWS::LanguageExtensions failed with: ';
  expect(() => expand({ 'Fn::ForEach::L': ['A', ['x']] })).toThrow(`${failed}Fn::ForEach layout is incorrect`);
  expect(() => expand({ 'Fn::ForEach::L': ['A', { Ref: 'Nobody' }, { [`\${A}`]: {} }] })).toThrow(
    `${failed}Could not find a collection or could not be resolved for Fn::ForEach`,
  );
  expect(() => expand({ R: { Type: 'T', Properties: { X: { 'Fn::Length': { Ref: 'Nobody' } } } } })).toThrow(
    `${failed}The Fn::Length value could not be resolved for properties`,
  );
});
