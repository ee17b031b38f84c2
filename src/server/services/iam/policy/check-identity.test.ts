/** What IAM refuses in an identity policy that is well-formed, with its texts and in its order. */
import { describe, expect, it } from 'vitest';
import { checkIdentityPolicy } from './check-identity.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const text = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const refused = (document: string, message: string, kind: 'identity' | 'managed' = 'managed') =>
  expect(() => checkIdentityPolicy(document, kind)).toThrow(
    expect.objectContaining({ code: 'MalformedPolicyDocument', message }),
  );
const variable = (name: string) => `$\{${name}}`;
const legacy = 'The policy failed legacy parsing';

describe('an identity policy', () => {
  it('that is managed has the newest version, before anything else is said of its statements', () => {
    const old = JSON.stringify({ Statement: [{ Effect: 'denY' }] });
    refused(old, 'Policy document must be version 2012-10-17 or greater.');
    refused(old, legacy, 'identity');
    const inline = JSON.stringify({ Version: '2008-10-17', Statement: [statement] });
    expect(checkIdentityPolicy(inline, 'identity').version).toBe('2008-10-17');
  });

  it.each([
    [{ Action: undefined }, 'Policy statement must contain actions.'],
    [{ Action: 'GetObject' }, 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
    [{ Action: 's3:Get:Object' }, 'Actions/Condition can contain only one colon.'],
    [{ Action: 'a b:GetObject' }, 'Vendor a b is not valid'],
    [{ Resource: undefined }, 'Policy statement must contain resources.'],
    [{ Resource: 'bucket' }, 'Resource bucket must be in ARN format or "*".'],
    [{ Resource: 'arn:mars:s3:::b' }, 'Partition "mars" is not valid for resource "arn:mars:s3:::b".'],
    [{ Resource: 'a:mars' }, 'Partition "mars" is not valid for resource "arn:mars:*:*:*:*".'],
    [{ Resource: 'arn:aws' }, 'Resource vendor must be fully qualified and cannot contain regexes.'],
    [{ Resource: 'arn:aws:s3::b', Action: undefined }, legacy],
    [{ Resource: 'arn:aws::::b' }, legacy],
    [{ Resource: 'arn:aws:s3:us-east-1::b' }, 'Resource arn:aws:s3:us-east-1::b can not contain region information.'],
    [{ Resource: 'arn:aws:iam:us-east-1::b' }, 'IAM resource arn:aws:iam:us-east-1::b cannot contain region information.'],
    [
      { Resource: 'arn:aws:iam:::bucket' },
      'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
    ],
    [{ Condition: { DateLessThan: { 'aws:CurrentTime': 'yesterday' } } }, legacy],
    [{ Condition: { DateLessThan: { 'aws:CurrentTime': '9223372036854775808' } } }, legacy],
    [{ Condition: { StringMatches: { a: 'b' } } }, 'Syntax errors in policy.'],
    [{ Principal: '*' }, 'Policy document should not specify a principal.'],
  ])('with %j is refused', (part, message) => {
    refused(text({ ...statement, ...part }), message);
  });

  it('names each statement once', () => {
    const named = { ...statement, Sid: 'one' };
    refused(text(named, { ...named, Action: undefined }), 'Statement IDs (SID) in a single policy must be unique.');
    expect(checkIdentityPolicy(text({ ...statement, Sid: '' }, { ...statement, Sid: '' }), 'managed').statements).toHaveLength(2);
  });

  it.each([
    'arn:aws:s3:us-west-2:123456789012:accesspoint/p/object/*',
    'arn:aws:iam::123456789012:role/*',
    'arn:*:s3:::b',
    `arn:${variable('Partition')}:s3:::b/*`,
    'arn:aws:lambda:*:*:function:f',
    'arn:aws:logs:*',
    'arn:aws:sns:*:*',
  ])('may name %s', (Resource) => {
    expect(checkIdentityPolicy(text({ ...statement, Resource }), 'managed').statements[0]?.resources).toEqual([Resource]);
  });

  it.each(['2026-01-01T00:00:00Z', '2026-01-01', '1700000000', variable('aws:TokenIssueTime')])('may be bound to %s', (date) => {
    const Condition = { DateGreaterThan: { 'aws:CurrentTime': date } };
    expect(checkIdentityPolicy(text({ ...statement, Condition }), 'managed').statements).toHaveLength(1);
  });
});
