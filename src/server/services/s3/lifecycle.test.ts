import { expect, it } from 'vitest';
import { checkLifecycle } from './lifecycle.ts';

const rule = { ID: 'r', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 7 } };
const check = (changes: object) => checkLifecycle({ Rules: [{ ...rule, ...changes }] });

it('takes a rule', () => {
  expect(() => check({})).not.toThrow();
  expect(() => check({ Expiration: { Days: 7, Date: undefined }, Filter: { Prefix: '', Tag: undefined } })).not.toThrow();
  expect(() => check({ Expiration: { Date: '2030-01-01T00:00:00.000Z' } })).not.toThrow();
});

it.each([
  [{ Filter: undefined }, 'MalformedXML'],
  [{ Prefix: '' }, 'MalformedXML'],
  [{ Filter: { Prefix: 'a', ObjectSizeGreaterThan: 1 } }, 'MalformedXML'],
  [{ Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }, 'MalformedXML'],
  [{ NoncurrentVersionExpiration: {} }, 'MalformedXML'],
  [{ Expiration: { Date: new Date('2030-01-01T01:00:00Z') } }, 'InvalidArgument'],
  [
    {
      Filter: {
        And: {
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'a', Value: '2' },
          ],
        },
      },
    },
    'InvalidRequest',
  ],
])('refuses %j', (changes, code) => {
  expect(() => check(changes)).toThrow(expect.objectContaining({ code }));
});
