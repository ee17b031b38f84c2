import { expect, it } from 'vitest';
import {
  checkReferenceForms,
  referencesOf,
  refuseSecureReferences,
  refuseVersionless,
  resolveReferences,
  type StoredParameter,
} from './dynamic-references.ts';

const stored: Readonly<Record<string, StoredParameter>> = {
  '/p': { value: 'two', type: 'String' },
  '/p:1': { value: 'one', type: 'String' },
  '/list': { value: 'a, b', type: 'StringList' },
  '/secret:1': { value: 'x', type: 'SecureString' },
};
const resolved = (source: string) => resolveReferences(source, (name) => stored[name]);

it('puts values of Parameter Store into a text, a list as it is stored', () => {
  expect(resolved('-{{resolve:ssm:/p:1}}-{{resolve:ssm:/p}}-{{resolve:ssm:/list}}-')).toBe('-one-two-a, b-');
});

it('refuses with the words of AWS', () => {
  expect(() => resolved('{{resolve:ssm:/gone}}')).toThrow('Parameters: [ssm:/gone] cannot be found.');
  expect(() => resolved('{{resolve:ssm:/secret:1}}')).toThrow('Non-secure ssm prefix was used for secure parameter /secret');
  const label = '{{resolve:ssm:/p:label}}';
  expect(() => resolved(label)).toThrow(`Incorrect format is used in the following SSM reference: [${label}]`);
  expect(() => checkReferenceForms({ A: [label] })).toThrow('Incorrect format');
  expect(() => resolved('{{resolve:secretsmanager:x}}')).toThrow('{{resolve:secretsmanager:x}} is not built here');
});

it('finds the references of a value, but for those that a function completes', () => {
  expect(referencesOf({ A: ['x{{resolve:ssm:/p}}'], B: { 'Fn::Sub': `{{resolve:ssm:/\${Name}}}` } })).toEqual([
    '{{resolve:ssm:/p}}',
  ]);
});

it('lets a function join what is no reference by itself', () => {
  expect(referencesOf({ 'Fn::Join': ['', ['{{resolve:ssm:', { Ref: 'Name' }, '}}', '{{resolve:ssm:/p}}']] })).toEqual([
    '{{resolve:ssm:/p}}',
  ]);
});

it('names every property that a decrypted value would go into', () => {
  const secure = '{{resolve:ssm-secure:/secret:1}}';
  const Properties = { Environment: { Variables: { A: secure, B: { 'Fn::Sub': secure } } }, Layers: [secure, { C: secure }] };
  const path = 'AWS::Lambda::Function/Properties';
  expect(() => refuseSecureReferences([{ Type: 'AWS::Lambda::Function', Properties }])).toThrow(
    `SSM Secure reference is not supported in: [${path}/Environment/Variables/A,${path}/Environment/Variables/B,${path}/Layers,${path}/Layers]`,
  );
  refuseSecureReferences([{ Type: 'AWS::Lambda::Function', Properties: { Handler: 'x' } }]);
});

it('wants a version in what a parameter is by default', () => {
  expect(() => refuseVersionless('P', '{{resolve:ssm:/p}}')).toThrow(
    'Template error: parameter P should not contain ssm versionless resolver',
  );
  refuseVersionless('P', '{{resolve:ssm:/p:1}}');
});
