/** The ways to name a function, and what is said about those that name none. */
import { describe, expect, it } from 'vitest';
import { parseFunctionName, parsePlainFunctionName } from './function-name.ts';

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
    ['f'.repeat(257), undefined, 'ValidationException', 400],
    ['f', 'f'.repeat(129), 'ValidationException', 400],
    [`${arn}:$LATES`, undefined, 'ValidationException', 400],
    ['arn:aws:lambda:us-east-1:123456789012:function:f', undefined, 'ResourceNotFoundException', 404],
    ['arn:aws:lambda:eu-west-1:999999999999:function:f', undefined, 'AccessDeniedException', 403],
  ])('refuses %s with qualifier %s as %s', (text, qualifier, code, statusCode) => {
    expect(() => parseFunctionName(tenant, text, qualifier)).toThrow(expect.objectContaining({ code, statusCode }));
  });

  it('names the action that another account does not allow', () => {
    const foreign = 'arn:aws:lambda:eu-west-1:999999999999:function:f';
    const refusal = (action: string) =>
      `is not authorized to perform: ${action} on resource: ${foreign} because no resource-based policy allows the ${action} action`;
    expect(() => parseFunctionName({ ...tenant, operation: 'CreateAlias' }, foreign)).toThrow(refusal('lambda:CreateAlias'));
    expect(() => parseFunctionName(tenant, foreign)).toThrow(refusal('lambda:InvokeFunction'));
  });

  it('names the broken value and the pattern', () => {
    expect(() => parseFunctionName(tenant, 'a b')).toThrow(
      "1 validation error detected: Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
    );
  });
});

describe('parsePlainFunctionName', () => {
  it('knows no dots, and no more than 140 characters', () => {
    expect(parseFunctionName(tenant, 'a.b')).toEqual({ name: 'a.b', qualifier: undefined });
    expect(() => parsePlainFunctionName(tenant, 'a.b')).toThrow('([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?');
    expect(parsePlainFunctionName(tenant, 'f'.repeat(140)).name).toHaveLength(140);
    expect(() => parsePlainFunctionName(tenant, 'f'.repeat(141))).toThrow('Member must have length less than or equal to 140');
  });
});
