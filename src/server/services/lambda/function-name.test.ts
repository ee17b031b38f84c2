/** The ways to name a function, and what is said about those that name none. */
import { describe, expect, it } from 'vitest';
import { parseFunctionName } from './function-name.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';

describe('parseFunctionName', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['f', undefined, undefined],
    ['f:live', undefined, 'live'],
    ['f', '7', '7'],
    ['f:7', '7', '7'],
    ['f:$LATEST', undefined, '$LATEST'],
    ['function:f:live', undefined, 'live'],
    ['123456789012:function:f', undefined, undefined],
    ['123456789012:f:live', undefined, 'live'],
    [arn, undefined, undefined],
    [`${arn}:live`, undefined, 'live'],
    [arn, '$LATEST', '$LATEST'],
  ])('understands %s with qualifier %s', (text, qualifier, expected) => {
    expect(parseFunctionName(tenant, text, qualifier)).toEqual({ name: 'f', qualifier: expected });
  });

  it.each([
    ['f:live', 'dev', 'InvalidParameterValueException', 400],
    ['no spaces', undefined, 'ValidationException', 400],
    ['', undefined, 'ValidationException', 400],
    ['f', 'no spaces', 'ValidationException', 400],
    ['f'.repeat(141), undefined, 'ValidationException', 400],
    ['arn:aws:lambda:us-east-1:123456789012:function:f', undefined, 'ResourceNotFoundException', 404],
    ['arn:aws:lambda:eu-west-1:999999999999:function:f', undefined, 'AccessDeniedException', 403],
  ])('refuses %s with qualifier %s as %s', (text, qualifier, code, statusCode) => {
    expect(() => parseFunctionName(tenant, text, qualifier)).toThrow(expect.objectContaining({ code, statusCode }));
  });

  it('names the broken value and the pattern', () => {
    expect(() => parseFunctionName(tenant, 'a b')).toThrow(
      "1 validation error detected: Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
    );
  });
});
