import { expect, it } from 'vitest';
import { checkShape } from './check-shape.ts';
import type { Evaluation } from './intrinsics.ts';
import type { Template } from './template.ts';
import { checkLiving, checkPolicyFunctions, checkTemplate } from './validate.ts';

const group = { Type: 'AWS::Logs::LogGroup' };
const checks = { known: (type: string) => type === group.Type, extended: false };
const shape = (template: unknown) => checkShape(template as Template);
const check = (template: unknown) => checkTemplate(template as Template, checks);
const many = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, value]));

const shapes: [unknown, string][] = [
  [{}, 'Template format error: At least one Resources member must be defined.'],
  [{ Resources: '' }, 'Template format error: Any Resources member must be an object.'],
  [{ Resources: { A: group }, Outputs: '' }, 'Template format error: Any Outputs member must be an object.'],
  [{ Resources: { A: group }, Outputs: null }, "[/Outputs] 'null' values are not allowed in templates"],
  [{ Resources: { A: group }, Nope: 1 }, 'Invalid template property or properties [Nope]'],
  [{ Resources: { A: group }, AWSTemplateFormatVersion: '2010-09-10' }, 'unsupported value for AWSTemplateFormatVersion'],
  [{ Resources: { 'my-bad': group } }, 'Template format error: Resource name my-bad is non alphanumeric.'],
  [{ Resources: { A: {} } }, 'Template format error: [/Resources/A] Every Resources object must contain a Type member.'],
  [{ Resources: { A: 'x' } }, 'Template format error: [/Resources/A] resource definition is malformed'],
  [{ Resources: { A: { ...group, Invalid: 10 } } }, "Invalid template resource property 'Invalid'"],
  [
    { Transform: 'AWS::Serverless-2016-10-31', Resources: { A: { ...group, Invalid: 10 } } },
    "Invalid template resource property 'Invalid'",
  ],
  [{ Resources: { A: { ...group, Properties: [] } } }, 'Any Properties member must be an object.'],
  [
    { Resources: { A: { ...group, Properties: { B: [null] } } } },
    "[/Resources/A/Properties/B/0] 'null' values are not allowed in templates",
  ],
  [{ Resources: { A: { ...group, DependsOn: 1 } } }, 'DependsOn must be a string or list of strings.'],
  [{ Resources: { A: group }, Outputs: { O: { Value: null } } }, "[/Outputs/O/Value] 'null' values are not allowed in templates"],
  [{ Resources: { A: group }, Globals: {} }, 'Invalid template property or properties [Globals]'],
  [{ Resources: { A: group }, Outputs: { 'Fn::ForEach::X': [] } }, 'Output name Fn::ForEach::X is non alphanumeric.'],
  [{ Resources: { A: group }, Outputs: { O: {} } }, 'Template format error: Every Outputs member must contain a Value object'],
  [{ Resources: { A: group }, Mappings: { M: { A: 'x' } } }, 'Template format error: Every Mappings member A must be a map'],
  [
    { Resources: { A: group }, Mappings: { M: { A: { S: { Ref: 'x' } } } } },
    'Template format error: Every Mappings attribute must be a String or a List.',
  ],
  [{ Resources: { A: group }, Parameters: { 'A:B': { Type: 'String' } } }, 'Parameter name A:B is non alphanumeric.'],
  [{ Resources: { A: group }, Parameters: { P: {} } }, 'Every Parameters object must contain a Type member.'],
  [
    { Resources: { A: group }, Parameters: { P: { Type: 'Strin' } } },
    'Template format error: Unrecognized parameter type: Strin',
  ],
  [{ Resources: { A: group }, Parameters: { P: { Type: 'String', Nope: 1 } } }, "Invalid template parameter property 'Nope'"],
  [
    { Resources: { A: group }, Parameters: { P: { Type: 'String', Default: { Ref: 'X' } } } },
    'Template format error: Every Default member must be a string.',
  ],
  [{ Resources: many(501, group) }, 'Template format error: Number of resources, 501, is greater than maximum allowed, 500'],
  [
    { Resources: { A: group }, Parameters: many(201, { Type: 'String' }) },
    'Template format error: Number of parameters, 201, is greater than maximum allowed, 200',
  ],
];

it('refuses what has no shape of a template, with the words of AWS', () => {
  for (const [template, text] of shapes) expect(() => shape(template), text).toThrow(text);
});

it('takes every type of a parameter that AWS has', () => {
  for (const Type of [
    ...['String', 'Number', 'List<Number>', 'CommaDelimitedList', 'AWS::EC2::VPC::Id', 'List<AWS::EC2::Subnet::Id>'],
    ...[
      'AWS::SSM::Parameter::Name',
      'AWS::SSM::Parameter::Value<List<String>>',
      'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
    ],
  ])
    expect(() => shape({ Resources: { A: group }, Parameters: { P: { Type } } }), Type).not.toThrow();
});

const templates: [unknown, string][] = [
  [{ Resources: { A: { Type: 'Nope' } } }, 'Template format error: Unrecognized resource types: [Nope]'],
  [
    { Resources: { A: { ...group, Properties: { X: { Ref: 'B' } } } } },
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
  ],
  [
    { Resources: { A: { ...group, DependsOn: 'B' } } },
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
  ],
  [
    { Resources: { A: group }, Outputs: { O: { Value: { Ref: 'B' } } } },
    'Unresolved resource dependencies [B] in the Outputs block of the template',
  ],
  [
    { Resources: { A: { ...group, DependsOn: 'B' }, B: { ...group, DependsOn: 'A' } } },
    'Circular dependency between resources: [A, B]',
  ],
  [
    { Resources: { A: group }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, 'x'] } } },
    'Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template',
  ],
  [
    { Resources: { A: group }, Conditions: { C: 'yes' } },
    'Conditions can only be boolean operations on parameters and other conditions',
  ],
  [{ Resources: { A: { ...group, Condition: 'C' } } }, 'Unresolved condition dependencies [C] in the Resources block'],
  [
    { Resources: { A: { ...group, DeletionPolicy: ['Retain'] } } },
    'Template format error: Every DeletionPolicy member must be a string.',
  ],
  [
    { Resources: { A: group }, Outputs: { O: { Value: 'x', Export: { Name: { Ref: 'A' } } } } },
    'Output O is malformed. The Name field of every Export member must not depend on any resources, imported values, or Fn::GetAZs.',
  ],
  [{ Resources: { 'Fn::ForEach::X': ['N', ['a'], {}] } }, '[/Resources/Fn::ForEach::X] resource definition is malformed'],
  [{ Resources: { A: { ...group, DeletionPolicy: 'Keep' } } }, 'Unrecognized DeletionPolicy Keep for resource A'],
  [
    { Resources: { A: { ...group, DeletionPolicy: 'Snapshot' } } },
    'Template error: resource type AWS::Logs::LogGroup does not support deletion policy Snapshot',
  ],
  [{ Resources: { A: { ...group, UpdatePolicy: { X: 1 } } } }, 'UpdatePolicy of resource A is not built here.'],
];

it('refuses what could not be deployed, with the words of AWS', () => {
  for (const [template, text] of templates) expect(() => check(template), text).toThrow(text);
});

it('lets resources refer only to those that the conditions leave, but for branches that are not taken', () => {
  const template = (value: unknown): Template => ({
    Resources: { Kept: { ...group, Properties: { X: value } }, Gone: { ...group, Condition: 'No' } },
  });
  const holds = (name: string) => name !== 'No';
  expect(() => checkLiving(template({ Ref: 'Gone' }), holds)).toThrow(
    'Unresolved resource dependencies [Gone] in the Resources block',
  );
  expect(() => checkLiving(template({ 'Fn::If': ['No', { Ref: 'Gone' }, 1] }), holds)).not.toThrow();
});

it('takes a function for a policy, and looks at what it gives', () => {
  const policy = (DeletionPolicy: unknown) => ({ Resources: { A: { ...group, DeletionPolicy } } }) as unknown as Template;
  const evaluation = { parameters: { Policy: 'Retain', Wrong: 'Keep' }, ref: () => undefined } as unknown as Evaluation;
  const look = (template: Template) => () => {
    checkTemplate(template, checks);
    checkPolicyFunctions(template, evaluation);
  };
  expect(look(policy({ Ref: 'Policy' }))).not.toThrow();
  expect(look(policy({ Ref: 'Wrong' }))).toThrow('Template error: Unrecognized DeletionPolicy Keep for resource A');
});
