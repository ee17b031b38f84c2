import { expect, it } from 'vitest';
import { inHashOrder } from './hash-order.ts';

/** Names as answers of AWS have them: of a sample template, of SAM's hello world, and of stacks that were recorded. */
it.each([
  ['KeyName', 'DBPassword', 'SSHLocation', 'DBName', 'DBUser', 'DBRootPassword', 'InstanceType'],
  ['HelloWorldFunctionIamRole', 'HelloWorldApi', 'HelloWorldFunction'],
  ['Topic2Name', 'Topic1Name', 'Topic3Name'],
  [
    ...['StreamProcessorFunctionName', 'UserClicksServiceAPIEndpoint', 'UserClicksServiceAPIId', 'ClicksBucketDestinationName'],
    ...['PopulateDbFunctionName', 'DeliveryStreamArn', 'DeliveryStreamName', 'UserClicksServiceAPIEndpoint1DA4E100'],
  ],
])('orders names as CloudFormation does: %s, …', (...names) => {
  expect(inHashOrder([...names].sort(), (name) => name)).toEqual(names);
});

it('keeps what shares a place in the order in which it came, in a table that grows', () => {
  const names = Array.from({ length: 40 }, (_, index) => `Name${index}`);
  const ordered = inHashOrder(names, (name) => name);
  expect([...ordered].sort()).toEqual([...names].sort());
  expect(inHashOrder(['Aa', 'BB'], (name) => name)).toEqual(['Aa', 'BB']);
  expect(inHashOrder(['BB', 'Aa'], (name) => name)).toEqual(['BB', 'Aa']);
});
