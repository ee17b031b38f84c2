import { expect, it } from 'vitest';
import { signRequest } from './sign.ts';

const key = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const scope = { service: 'service', region: 'us-east-1', key, now: new Date('2015-08-30T12:36:00Z') };

function signature(url: string): string | undefined {
  const headers = signRequest({ method: 'GET', url: new URL(url), headers: {}, body: '' }, scope);
  return headers['authorization']?.split('Signature=')[1];
}

// From AWS's signature version 4 test suite: get-vanilla, get-vanilla-query-order-key-case.
it.each([
  ['https://example.amazonaws.com/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'https://example.amazonaws.com/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])("signs %s as AWS's test suite does", (url, expected) => {
  expect(signature(url)).toBe(expected);
});

it('names scope and headers in the order AWS asks for', () => {
  const headers = signRequest(
    { method: 'POST', url: new URL('http://a.test:1/'), headers: { 'content-type': 'text/plain' }, body: 'x' },
    scope,
  );
  expect(headers['authorization']).toContain(
    'Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=content-type;host;x-amz-date, ',
  );
  expect(headers).not.toHaveProperty('host');
});
