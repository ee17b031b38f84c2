/** Policy evaluation: every rule that decides whether a traced function's role may call X-Ray. */
import { describe, expect, it } from 'vitest';
import type { ConditionContext } from './condition.ts';
import { type PolicyDocument, parsePolicyDocument } from './document.ts';
import { evaluate } from './evaluate.ts';
import { managedPolicies } from './managed-policies.gen.ts';

const context: ConditionContext = new Map([
  ['aws:principalarn', 'arn:aws:iam::111111111111:role/exec'],
  ['aws:principalaccount', '111111111111'],
  ['aws:securetransport', 'true'],
  ['aws:multifactorauthpresent', undefined],
  ['aws:epochtime', '1767225600'],
]);

type Json = Record<string, unknown>;

function policy(...statements: Json[]): PolicyDocument {
  const full = statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }));
  return parsePolicyDocument(JSON.stringify({ Version: '2012-10-17', Statement: full }), 'identity');
}

function decide(documents: PolicyDocument[], boundary?: PolicyDocument, action = 'xray:PutTraceSegments', resource = '*') {
  return evaluate(documents, boundary, { action, resource, context });
}

describe('an identity policy', () => {
  it.each(['xray:PutTraceSegments', 'XRAY:putTRACEsegments', 'xray:*', 'xray:Put*', 'xray:Put?raceSegments', '*'])(
    'that allows %s allows PutTraceSegments',
    (action) => {
      expect(decide([policy({ Action: action })])).toBe('Allow');
    },
  );

  it('that allows something else denies implicitly', () => {
    expect(decide([policy({ Action: ['xray:Get*', 's3:*'] })])).toBe('ImplicitDeny');
    expect(decide([])).toBe('ImplicitDeny');
  });

  it('with NotAction allows everything but that', () => {
    expect(decide([policy({ Action: undefined, NotAction: 's3:*' })])).toBe('Allow');
    expect(decide([policy({ Action: undefined, NotAction: ['xray:*'] })])).toBe('ImplicitDeny');
  });

  it('is matched on its resources, and with NotResource on all others', () => {
    const bucket = 'arn:aws:s3:::a/key';
    expect(decide([policy({ Action: 's3:*', Resource: 'arn:aws:s3:::a/*' })], undefined, 's3:GetObject', bucket)).toBe('Allow');
    expect(decide([policy({ Action: 's3:*', Resource: 'arn:aws:s3:::b/*' })], undefined, 's3:GetObject', bucket)).toBe(
      'ImplicitDeny',
    );
    const notB = policy({ Action: 's3:*', Resource: undefined, NotResource: 'arn:aws:s3:::b/*' });
    expect(decide([notB], undefined, 's3:GetObject', bucket)).toBe('Allow');
  });

  it('limited to one ARN does not cover an action that is asked for on all resources', () => {
    expect(decide([policy({ Action: 'xray:*', Resource: 'arn:aws:xray:*:*:group/*' })])).toBe('ImplicitDeny');
  });
});

describe('an explicit Deny', () => {
  it('wins over every Allow, in any order and document', () => {
    const allow = policy({ Action: '*' });
    const deny = policy({ Effect: 'Deny', Action: 'xray:PutTraceSegments' });
    expect(decide([allow, deny])).toBe('ExplicitDeny');
    expect(decide([deny, allow])).toBe('ExplicitDeny');
  });

  it('with NotAction spares only what it names', () => {
    const allow = policy({ Action: '*' });
    expect(decide([allow, policy({ Effect: 'Deny', Action: undefined, NotAction: 'xray:*' })])).toBe('Allow');
    expect(decide([allow, policy({ Effect: 'Deny', Action: undefined, NotAction: 's3:*' })])).toBe('ExplicitDeny');
  });
});

describe('a permissions boundary', () => {
  const allow = policy({ Action: '*' });

  it('limits what the role may do and gives nothing by itself', () => {
    expect(decide([allow], policy({ Action: 'xray:*' }))).toBe('Allow');
    expect(decide([allow], policy({ Action: 's3:*' }))).toBe('ImplicitDeny');
    expect(decide([], policy({ Action: '*' }))).toBe('ImplicitDeny');
    expect(decide([allow], policy({ Action: '*' }, { Effect: 'Deny', Action: 'xray:*' }))).toBe('ExplicitDeny');
  });
});

describe('a condition', () => {
  const allowIf = (Condition: Json) => decide([policy({ Action: 'xray:*', Condition })]);
  const denyIf = (Condition: Json) => decide([policy({ Action: '*' }), policy({ Effect: 'Deny', Action: 'xray:*', Condition })]);

  it.each<[string, Json, boolean]>([
    ['StringEquals', { StringEquals: { 'aws:PrincipalAccount': ['222222222222', '111111111111'] } }, true],
    ['StringEquals of another value', { StringEquals: { 'aws:PrincipalAccount': '222222222222' } }, false],
    ['StringNotEquals', { StringNotEquals: { 'aws:PrincipalAccount': ['222222222222', '333333333333'] } }, true],
    ['StringLike', { StringLike: { 'aws:PrincipalArn': '*role/ex?c' } }, true],
    ['ArnLike', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, true],
    ['ArnNotLike', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, false],
    ['Bool', { Bool: { 'aws:SecureTransport': true } }, true],
    ['Null of a key that is absent', { Null: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
    ['IfExists of a key that is absent', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
    ['Bool of a key that is absent', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, false],
    ['NumericLessThan', { NumericLessThan: { 'aws:EpochTime': 1 } }, false],
    ['DateGreaterThan', { DateGreaterThan: { 'aws:EpochTime': '2025-01-01T00:00:00Z' } }, true],
    [
      'two operators, of which one fails',
      { Bool: { 'aws:SecureTransport': 'true' }, StringLike: { 'aws:PrincipalArn': 'x' } },
      false,
    ],
  ])('%s decides both ways', (_name, condition, holds) => {
    expect(allowIf(condition)).toBe(holds ? 'Allow' : 'ImplicitDeny');
    expect(denyIf(condition)).toBe(holds ? 'ExplicitDeny' : 'Allow');
  });

  it.each<[string, Json]>([
    ['a key', { StringEquals: { 'xray:SomethingNew': 'x' } }],
    ['an operator', { StringResembles: { 'aws:PrincipalArn': 'x' } }],
    ['a set operator', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } }],
    ['a policy variable', { StringLike: { 'aws:PrincipalArn': '$' + '{aws:username}' } }],
  ])('with %s that is not known here is read carefully: no Allow, but a Deny', (_name, condition) => {
    expect(allowIf(condition)).toBe('ImplicitDeny');
    expect(denyIf(condition)).toBe('ExplicitDeny');
  });
});

describe('AWS managed policies', () => {
  const document = (name: string) => {
    const found = managedPolicies.find((candidate) => candidate.name === name);
    return parsePolicyDocument(found?.document ?? '', 'identity');
  };

  it.each([
    ['AWSXRayDaemonWriteAccess', 'Allow'],
    ['AWSXrayWriteOnlyAccess', 'Allow'],
    ['AWSXrayFullAccess', 'Allow'],
    ['AdministratorAccess', 'Allow'],
    ['AWSLambdaBasicExecutionRole', 'ImplicitDeny'],
    ['AWSXrayReadOnlyAccess', 'ImplicitDeny'],
    ['AWSLambda_ReadOnlyAccess', 'ImplicitDeny'],
    ['AWSLambda_FullAccess', 'ImplicitDeny'],
  ])('%s: %s for PutTraceSegments', (name, expected) => {
    expect(decide([document(name)])).toBe(expected);
  });

  it('are all well-formed', () => {
    for (const { document: text } of managedPolicies) {
      expect(parsePolicyDocument(text, 'identity').statements.length).toBeGreaterThan(0);
    }
  });
});
