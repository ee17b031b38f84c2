import { expect, it } from 'vitest';
import { digest } from './logical-id.ts';
import { python2Order, python2Text } from './python-2-text.ts';

it('has keys in the order of the hash tables of Python 2', () => {
  expect(python2Order(['swagger', 'info', 'paths'])).toEqual(['info', 'paths', 'swagger']);
  // Two whose places are the same: the one that came first keeps it.
  expect(python2Order(['type', 'requestTemplates', 'responses'])).toEqual(['requestTemplates', 'type', 'responses']);
  expect(python2Order(['requestTemplates', 'type', 'responses'])).toEqual(['type', 'requestTemplates', 'responses']);
  expect([...python2Order(Array.from('abcdefghijklmnop'))].sort().join('')).toBe('abcdefghijklmnop');
});

it('marks what comes from the template, and not what SAM writes', () => {
  expect(python2Text({ swagger: '2.0', '/hello': { get: [1, true, null] } })).toBe(
    "{'swagger': '2.0', u'/hello': {u'get': [1, True, None]}}",
  );
  expect(python2Text({ swagger: '2.0' }, { swagger: '2.0' })).toBe("{u'swagger': u'2.0'}");
  expect(python2Text("'é'")).toBe('u"\'\\xe9\'"');
});

it("gives the deployment of SAM's hello world the digits that it has everywhere", () => {
  const uri = `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${HelloWorldFunction.Arn}/invocations`;
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: { 'Fn::Sub': uri } };
  const document = {
    ...{ swagger: '2.0', info: { version: '1.0', title: { Ref: 'AWS::StackName' } } },
    paths: { '/hello': { get: { 'x-amazon-apigateway-integration': integration, responses: {} } } },
  };
  expect(digest(python2Text(document))).toBe('47fc2d5f9d21ad56f83937abe2779d0e26d7095e');
});
