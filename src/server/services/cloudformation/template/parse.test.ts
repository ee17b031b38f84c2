import { expect, it } from 'vitest';
import { parseTemplate } from './parse.ts';

it('writes short forms out, nested ones too', () => {
  const text = `Resources:
  A:
    Type: T
    Properties:
      Name: !Sub
        - '\${X}-\${AWS::Region}'
        - X: !GetAtt B.Outputs.Name
      On: !If [Yes, !Ref B, !Ref 'AWS::NoValue']
      Data: !Base64
        Fn::Join: ['', [a, b]]
`;
  expect(parseTemplate(text).Resources['A']?.Properties).toEqual({
    Name: { 'Fn::Sub': [`\${X}-\${AWS::Region}`, { X: { 'Fn::GetAtt': ['B', 'Outputs.Name'] } }] },
    On: { 'Fn::If': ['Yes', { Ref: 'B' }, { Ref: 'AWS::NoValue' }] },
    Data: { 'Fn::Base64': { 'Fn::Join': ['', ['a', 'b']] } },
  });
});

it('keeps account ids, versions and dates as they are written', () => {
  const { Resources } = parseTemplate(
    'Resources: {A: {Type: T, Properties: {Account: 000000000000, Version: 2012-10-17, Level: 3.10, Size: 128, On: true}}}',
  );
  expect(Resources['A']?.Properties).toEqual({
    ...{ Account: '000000000000', Version: '2012-10-17', Level: '3.10', Size: 128, On: true },
  });
});

it('reads JSON, and YAML that looks like it', () => {
  expect(parseTemplate('{"Resources": {}}')).toEqual({ Resources: {} });
  expect(parseTemplate('{Resources: {}}')).toEqual({ Resources: {} });
});

it('refuses what is no template', () => {
  expect(() => parseTemplate('a: [')).toThrow('Template format error: YAML not well-formed.');
  expect(() => parseTemplate('{"a": 1,')).toThrow('Template format error: JSON not well-formed.');
  expect(() => parseTemplate('text')).toThrow('Template format error: unsupported structure.');
  expect(() => parseTemplate('a: 1\na: 2')).toThrow('Template format error: YAML not well-formed.');
  expect(() => parseTemplate('a: &x 1\nb: *x')).toThrow('YAML aliases are not allowed in CloudFormation templates');
  expect(() => parseTemplate('a: !Reff b')).toThrow('Unknown tag !Reff');
});
