// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of Fn::Sub
import { describe, expect, test } from 'vitest';
import { rewriteDependencies, rewriteReferences } from './references.ts';

const references = new Map([
  ['Fn.Alias', 'FnAliaslive'],
  ['Fn.Version', 'FnVersion1'],
  ['Lib', 'Lib1'],
]);

describe('references to what SAM names', () => {
  test('Ref, GetAtt and Sub are rewritten wherever they stand', () => {
    const written = [
      { Ref: 'Fn.Alias' },
      { 'Fn::GetAtt': ['Fn', 'Version.Version'] },
      { 'Fn::GetAtt': ['Lib', 'LayerVersionArn'] },
      { 'Fn::Sub': '${Fn.Alias} ${Fn.Arn} ${Lib} ${!Lib}' },
      { 'Fn::Join': ['', [{ Ref: 'Lib' }]] },
    ];
    expect(rewriteReferences(written, references)).toEqual([
      { Ref: 'FnAliaslive' },
      { 'Fn::GetAtt': ['FnVersion1', 'Version'] },
      { 'Fn::GetAtt': ['Lib1', 'LayerVersionArn'] },
      { 'Fn::Sub': '${FnAliaslive} ${Fn.Arn} ${Lib1} ${!Lib}' },
      { 'Fn::Join': ['', [{ Ref: 'Lib1' }]] },
    ]);
  });

  test("a Fn::Sub's own variable is not taken for a resource", () => {
    expect(rewriteReferences({ 'Fn::Sub': ['${Lib}', { Lib: { Ref: 'Lib' } }] }, references)).toEqual({
      'Fn::Sub': ['${Lib}', { Lib: { Ref: 'Lib1' } }],
    });
  });

  test('DependsOn follows a layer to its hashed id', () => {
    expect(rewriteDependencies({ DependsOn: ['Lib', 'Other'] }, references)).toEqual({ DependsOn: ['Lib1', 'Other'] });
  });
});
