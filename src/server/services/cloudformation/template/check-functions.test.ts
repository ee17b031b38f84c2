import { expect, it } from 'vitest';
import { checkFunctions, type Names } from './check-functions.ts';

const names: Names = {
  resources: new Set(['Bucket']),
  conditions: new Set(['IsProd']),
  mappings: new Set(['Map']),
  extended: false,
};
const check = (value: unknown, more: Partial<Names> = {}) => checkFunctions({ Property: [value] }, { ...names, ...more });

const right: unknown[] = [
  { Ref: 'Bucket' },
  { 'Fn::GetAtt': ['Bucket', 'Arn'] },
  { 'Fn::GetAtt': ['Bucket', { Ref: 'Attribute' }] },
  { 'Fn::Sub': `\${Bucket.Arn} \${AWS::Region} \${!Literal} \${Own_name}` },
  { 'Fn::Sub': [`\${A-B}`, { 'A-B': { Ref: 'Bucket' } }] },
  { 'Fn::Join': ['', { 'Fn::GetAZs': '' }] },
  { 'Fn::Select': [0, { Ref: 'List' }] },
  { 'Fn::Select': [{ Ref: 'Index' }, ['a']] },
  { 'Fn::Split': [',', { Ref: 'Text' }] },
  { 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] },
  { 'Fn::FindInMap': ['Map', { Ref: 'A' }, 'b'] },
  { 'Fn::ImportValue': { 'Fn::Sub': `\${Stack}-name` } },
  { Condition: { StringEquals: { 'aws:SourceAccount': '1' } } },
];

it('takes what is used rightly', () => {
  for (const value of right) expect(() => check(value), JSON.stringify(value)).not.toThrow();
});

const getAtt = 'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute';
const join =
  'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';
const select = 'Fn::Select requires a list argument with two elements: an integer index and a list';
const split =
  'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.';
const sub =
  "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";
const findInMap =
  'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value';
const importValue = 'the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs';

const wrong: [unknown, string][] = [
  [{ Ref: ['a'] }, 'every Ref object must have a single String value.'],
  [{ 'Fn::GetAtt': ['Bucket'] }, getAtt],
  [{ 'Fn::GetAtt': ['Bucket', ''] }, getAtt],
  [{ 'Fn::GetAtt': [{ Ref: 'X' }, 'Arn'] }, getAtt],
  [{ 'Fn::GetAtt': 'Nobody.Arn' }, 'instance of Fn::GetAtt references undefined resource Nobody'],
  [{ 'Fn::Sub': ['a', 'b'] }, sub],
  [{ 'Fn::Sub': { Ref: 'X' } }, sub],
  [
    { 'Fn::Sub': `\${A-B}` },
    'variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
  ],
  [{ 'Fn::Sub': `\${Nobody.Arn}` }, 'instance of Fn::Sub references invalid resource attribute Nobody.Arn'],
  [{ 'Fn::Join': [{ Ref: 'X' }, []] }, join],
  [{ 'Fn::Join': ['', 'text'] }, join],
  [{ 'Fn::Select': ['bad', ['a']] }, select],
  [{ 'Fn::Select': [0, 2] }, select],
  [{ 'Fn::Select': [100, ['a']] }, select],
  [{ 'Fn::Split': { Ref: 'AWS::Region' } }, split],
  [{ 'Fn::If': [{ Ref: 'X' }, 1, 2] }, 'Fn::If requires a list argument with the first element being a condition'],
  [{ 'Fn::If': ['IsProd', 1] }, 'Fn::If requires a list argument with three elements'],
  [{ 'Fn::If': ['Missing', 1, 2] }, 'unresolved condition dependency Missing in Fn::If'],
  [{ 'Fn::Equals': ['a'] }, 'every Fn::Equals object requires a list of 2 string parameters.'],
  [
    { 'Fn::And': [{ Condition: 'IsProd' }] },
    'every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
  ],
  [{ 'Fn::Not': [] }, 'every Fn::Not object requires one boolean parameter.'],
  [{ 'Fn::FindInMap': ['Map', 'a'] }, findInMap],
  [{ 'Fn::FindInMap': ['Map', 'a', 'b', { DefaultValue: 1 }] }, findInMap],
  [{ 'Fn::FindInMap': ['None', 'a', 'b'] }, "Mapping named 'None' is not present in the 'Mappings' section of template."],
  [{ 'Fn::Base64': ['a'] }, 'every Fn::Base64 object must have a String-typed value.'],
  [{ 'Fn::ImportValue': { Ref: 'Bucket' } }, importValue],
  [{ 'Fn::ImportValue': { 'Fn::ImportValue': 'a' } }, importValue],
];

it('refuses every wrong use with the words of AWS', () => {
  for (const [value, text] of wrong) expect(() => check(value), JSON.stringify(value)).toThrow(`Template error: ${text}`);
});

it('has the functions of AWS::LanguageExtensions only where the template declares it', () => {
  const length = { 'Fn::Length': [1] };
  expect(() => check(length)).toThrow('Template Error: Encountered unsupported function: Fn::Length Supported functions are: [');
  expect(() => check(length, { extended: true })).not.toThrow();
  expect(() => check({ 'Fn::FindInMap': ['Map', 'a', 'b', { DefaultValue: 1 }] }, { extended: true })).not.toThrow();
});
