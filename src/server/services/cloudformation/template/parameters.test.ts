import { expect, it } from 'vitest';
import type { StoredParameter } from './dynamic-references.ts';
import { type ParameterValues, parameterValues, referredValues, shownParameters } from './parameters.ts';
import type { ParameterDeclaration, Template } from './template.ts';

const template = (Parameters: Record<string, ParameterDeclaration>): Template => ({ Parameters, Resources: {} });
const none = () => undefined;
const stored: Readonly<Record<string, StoredParameter>> = {
  '/p': { value: '32', type: 'String' },
  '/list': { value: 'a, b', type: 'StringList' },
  '/secret': { value: 'x', type: 'SecureString' },
};
const values = (declared: Record<string, ParameterDeclaration>, given: Record<string, string> = {}) =>
  parameterValues(
    template(declared),
    Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    {},
    (name) => stored[name],
  );

it('takes what is given, else the default, and splits lists', () => {
  const declared = { A: { Type: 'String', Default: 1 }, B: { Type: 'CommaDelimitedList' } };
  const made = values(declared, { B: 'x, y' });
  expect(referredValues(template(declared), made)).toEqual({ A: '1', B: ['x', 'y'] });
});

it('looks a parameter of Parameter Store up, and hides what must not be shown', () => {
  const declared = { V: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/p' }, S: { Type: 'String', NoEcho: true } };
  const made = values(declared, { S: 'secret' });
  expect(referredValues(template(declared), made)).toEqual({ V: '32', S: 'secret' });
  expect(shownParameters(made)).toEqual([
    { ParameterKey: 'S', ParameterValue: '****' },
    { ParameterKey: 'V', ParameterValue: '/p', ResolvedValue: '32' },
  ]);
});

it('refuses with the words of AWS', () => {
  expect(() => values({ A: { Type: 'String' }, B: { Type: 'String' } })).toThrow('Parameters: [A, B] must have values');
  const twice = ['1', '2'].map((ParameterValue) => ({ ParameterKey: 'A', ParameterValue }));
  expect(() => parameterValues(template({ A: { Type: 'String' } }), twice, undefined, () => undefined)).toThrow(
    'Duplicate parameter keys: [A]',
  );
  expect(() => values({}, { X: '1' })).toThrow('Parameters: [X] do not exist in the template');
  expect(() => values({ A: { Type: 'String', AllowedValues: ['a'] } }, { A: 'b' })).toThrow(
    "Parameter 'A' must be one of AllowedValues",
  );
  expect(() => values({ A: { Type: 'Number', MinValue: 2 } }, { A: '1' })).toThrow(
    "Parameter 'A' must be a number not less than 2",
  );
  expect(() => values({ A: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/gone' } })).toThrow(
    'Unable to fetch parameters [/gone] from parameter store for this account.',
  );
});

it('takes the previous value of a stack that has one', () => {
  const again = (previous: ParameterValues | undefined, ParameterValue?: string) =>
    parameterValues(
      template({ A: { Type: 'String' } }),
      [{ ParameterKey: 'A', UsePreviousValue: true, ParameterValue }],
      previous,
      none,
    );
  expect(again({ A: { value: 'before', noEcho: false } })['A']?.value).toBe('before');
  expect(() => again(undefined)).toThrow('Parameters: [A] must have values');
  expect(() => again({})).toThrow(
    'Invalid input for parameter key A. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
  );
  expect(() => again({ A: { value: 'before', noEcho: false } }, 'now')).toThrow(
    'Invalid input for parameter key A. Cannot specify usePreviousValue as true and non empty value for a parameter',
  );
});

it('takes of Parameter Store what has the kind of the type, and checks its name, not its value', () => {
  const typed = (inner: string, Default: string, more: object = {}) =>
    values({ A: { Type: `AWS::SSM::Parameter::Value<${inner}>`, Default, ...more } })['A']?.resolvedValue;
  expect(typed('List<String>', '/list')).toBe('a,b');
  expect(typed('CommaDelimitedList', '/list')).toBe('a,b');
  expect(typed('String', '/p', { AllowedPattern: '/.' })).toBe('32');
  expect(() => typed('String', '/p', { AllowedPattern: '32' })).toThrow("Parameter 'A' must match pattern 32");
  const incompatible = 'defined in CFN template and SSM are incompatible';
  expect(() => typed('String', '/list')).toThrow(`Types for SSM parameters [/list] ${incompatible}`);
  expect(() => typed('List<String>', '/p')).toThrow(`Types for SSM parameters [/p] ${incompatible}`);
  expect(() => typed('String', '/secret')).toThrow(
    'Parameters [/secret] referenced by template have types not supported by CloudFormation.',
  );
  expect(() => typed('String', '/p:label')).toThrow('Unable to fetch parameters [/p:label] from parameter store');
});

it('hides what a NoEcho parameter of Parameter Store stands for', () => {
  const made = values({ A: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/p', NoEcho: true } });
  expect(shownParameters(made)).toEqual([{ ParameterKey: 'A', ParameterValue: '****', ResolvedValue: '****' }]);
});
