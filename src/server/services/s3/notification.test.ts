import { expect, it } from 'vitest';
import { matches } from './notification.ts';

const target = {
  LambdaFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  Events: ['s3:ObjectCreated:*' as const],
  Filter: {
    Key: {
      FilterRules: [
        { Name: 'prefix' as const, Value: 'in/' },
        { Name: 'suffix' as const, Value: '.jpg' },
      ],
    },
  },
};

it.each([
  ['ObjectCreated:Put', 'in/a.jpg', true],
  ['ObjectCreated:Copy', 'in/a.png', false],
  ['ObjectCreated:Put', 'out/a.jpg', false],
  ['ObjectRemoved:Delete', 'in/a.jpg', false],
])('%s of %s: %s', (name, key, expected) => {
  expect(matches(target, { name, key })).toBe(expected);
});
