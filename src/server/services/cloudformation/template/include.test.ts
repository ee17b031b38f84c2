import { expect, it } from 'vitest';
import { hasEmbeddedTransform, type IncludeSource, includeEmbedded, includeTopLevel } from './include.ts';

const files: Readonly<Record<string, string>> = {
  'b/properties.yaml': 'Value: included\nType: String',
  'b/resources.json': '{"Resources": {"B": {"Type": "T"}}}',
  'b/wrong.yaml': 'a: [',
};
const source: IncludeSource = {
  read: async (bucket, key) => {
    const text = files[`${bucket}/${key}`];
    return text === undefined ? undefined : Buffer.from(text);
  },
  resolve: (location) => (typeof location === 'object' ? 's3://b/properties.yaml' : location),
};
const include = (Location: unknown) => ({ Name: 'AWS::Include', Parameters: { Location } });

it('puts a piece of template in the place of Fn::Transform, beside what is there', async () => {
  const value = { Properties: { Name: 'n', 'Fn::Transform': include({ Ref: 'Where' }) } };
  expect(hasEmbeddedTransform(value)).toBe(true);
  expect(await includeEmbedded(value, source)).toEqual({ Properties: { Name: 'n', Value: 'included', Type: 'String' } });
});

it('joins sections at the top', async () => {
  const template = { Resources: { A: { Type: 'T' } } };
  expect(await includeTopLevel(template, include('s3://b/resources.json'), source)).toEqual({
    Resources: { A: { Type: 'T' }, B: { Type: 'T' } },
  });
});

it('fails with the words of AWS', async () => {
  const failed = 'Transform AWS::Include failed with: ';
  const at = (location: string) => includeEmbedded({ 'Fn::Transform': include(location) }, source);
  await expect(at('s3://none/key')).rejects.toThrow(`${failed}S3 bucket [none] does not exist.`);
  await expect(at('https://a.test/x')).rejects.toThrow(`${failed}The location parameter is not a valid S3 uri.`);
  await expect(at('s3://b/wrong.yaml')).rejects.toThrow(`${failed}The specified S3 object's content should be valid Yaml/JSON`);
  await expect(includeEmbedded({ 'Fn::Transform': { Name: { Ref: 'X' } } }, source)).rejects.toThrow(
    'Key Name of transform definition must be a string.',
  );
});
