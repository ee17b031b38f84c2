import { expect, it } from 'vitest';
import { parameterValues, referredValues, shownParameters } from './parameters.ts';
import type { ParameterDeclaration, Template } from './template.ts';

const template = (Parameters: Record<string, ParameterDeclaration>): Template => ({ Parameters, Resources: {} });
const none = () => undefined;
const values = (declared: Record<string, ParameterDeclaration>, given: Record<string, string> = {}) =>
  parameterValues(
    template(declared),
    Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    {},
    (name) => (name === '/p' ? '32' : undefined),
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
    { ParameterKey: 'V', ParameterValue: '/p', ResolvedValue: '32' },
    { ParameterKey: 'S', ParameterValue: '****' },
  ]);
});

it('refuses with the words of AWS', () => {
  expect(() => values({ A: { Type: 'String' }, B: { Type: 'String' } })).toThrow('Parameters: [A, B] must have values');
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
  expect(() =>
    parameterValues(template({ A: { Type: 'String' } }), [{ ParameterKey: 'A', UsePreviousValue: true }], {}, none),
  ).toThrow('Parameters: [A] must have values');
});
