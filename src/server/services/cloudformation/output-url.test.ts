import { expect, it } from 'vitest';
import { reachableUrl } from './output-url.ts';
import { objectOfUrl } from './template-url.ts';

it('shows the URL of a known API as one that plain clients reach, and no other', () => {
  const show = (value: string) =>
    reachableUrl(value, 'http://127.0.0.1:4566', (id) => (id === 'abcdefghij' ? 'named' : undefined));
  expect(show('https://abcdefghij.execute-api.us-east-1.amazonaws.com/Prod/hello')).toBe(
    'http://127.0.0.1:4566/restapis/abcdefghij/Prod/_user_request_/hello',
  );
  expect(show('https://abcdefghij.execute-api.us-east-1.amazonaws.com/prod/')).toBe(
    'http://127.0.0.1:4566/restapis/abcdefghij/prod/_user_request_/',
  );
  for (const other of ['https://0123456789.execute-api.us-east-1.amazonaws.com/Prod', 'https://a.test/Prod', 'abcdefghij'])
    expect(show(other)).toBe(other);
});

it('shows the URL of an HTTP API with its $default stage, spelled so that a shell leaves it alone', () => {
  const show = (value: string) =>
    reachableUrl(value, 'http://127.0.0.1:4566', (_, first) => (first === 'dev' ? 'named' : 'default'));
  const host = 'https://abcdefghij.execute-api.us-east-1.amazonaws.com';
  const base = 'http://127.0.0.1:4566/restapis/abcdefghij';
  expect(show(host)).toBe(`${base}/%24default/_user_request_/`);
  expect(show(`${host}/`)).toBe(`${base}/%24default/_user_request_/`);
  expect(show(`${host}/hello/{x}`)).toBe(`${base}/%24default/_user_request_/hello/{x}`);
  expect(show(`${host}/dev/hello`)).toBe(`${base}/dev/_user_request_/hello`);
});

it('finds the object behind each form of a TemplateURL', () => {
  const object = { bucket: 'b', key: 'k/t.json', version: undefined };
  expect(objectOfUrl('http://127.0.0.1:4566/b/k/t.json')).toEqual(object);
  expect(objectOfUrl('https://s3.eu-west-1.amazonaws.com/b/k/t.json')).toEqual(object);
  expect(objectOfUrl('https://b.s3.eu-west-1.amazonaws.com/k/t.json')).toEqual(object);
  expect(objectOfUrl('https://b.s3.amazonaws.com/k/t.json?versionId=v')).toEqual({ ...object, version: 'v' });
  expect(objectOfUrl('http://127.0.0.1:4566/b')).toBeUndefined();
  expect(objectOfUrl('nothing')).toBeUndefined();
});
