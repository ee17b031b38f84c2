/** What a policy document may look like, with AWS's texts for what it may not. */
import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from './document.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const text = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

describe('an identity policy', () => {
  it('may have one statement without a list', () => {
    const parsed = parsePolicyDocument(JSON.stringify({ Version: '2012-10-17', Statement: statement }), 'identity');
    expect(parsed.statements[0]?.actions).toEqual(['s3:GetObject']);
  });

  it.each([
    ['{nope', 'This policy contains invalid Json'],
    ['nope', 'Syntax errors in policy.'],
    ['[]', 'Syntax errors in policy.'],
    [JSON.stringify({ Version: '2020-01-01', Statement: [statement] }), 'Syntax errors in policy.'],
    [JSON.stringify({ Version: '2012-10-17' }), 'Syntax errors in policy.'],
    [text({ ...statement, Effect: undefined }), 'Syntax errors in policy.'],
    [text({ ...statement, Effect: 'maybe' }), 'Syntax errors in policy.'],
    [text({ ...statement, Effect: 'allow' }), 'The policy failed legacy parsing'],
    [text({ ...statement, Extra: 1 }), 'Syntax errors in policy.'],
    [text({ ...statement, NotAction: 's3:*' }), 'Syntax errors in policy.'],
    [text({ ...statement, NotResource: [] }), 'Syntax errors in policy.'],
    [text({ ...statement, Condition: { StringEquals: 'x' } }), 'Syntax errors in policy.'],
  ])('%s is refused', (document, message) => {
    expect(() => parsePolicyDocument(document, 'identity')).toThrow(
      expect.objectContaining({ code: 'MalformedPolicyDocument', message }),
    );
  });
});

describe('a trust policy', () => {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

  it('names who may assume the role', () => {
    expect(parsePolicyDocument(text(trust), 'trust').statements[0]?.principals).toEqual({ Service: ['lambda.amazonaws.com'] });
  });

  it.each([
    [{ ...trust, Resource: '*' }, 'Has prohibited field Resource'],
    [{ ...trust, Principal: undefined }, 'Missing required field Principal'],
    [{ ...trust, Principal: { Robot: 'x' } }, 'Invalid principal in policy.'],
    [{ ...trust, Action: 's3:GetObject' }, 'AssumeRole policy may only specify STS AssumeRole actions.'],
  ])('%j is refused', (bad, message) => {
    expect(() => parsePolicyDocument(text(bad), 'trust')).toThrow(message);
  });
});
