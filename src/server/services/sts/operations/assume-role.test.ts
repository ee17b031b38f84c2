/** AssumeRole: AWS's checks of its input, in AWS's words. */
import { describe, expect, it } from 'vitest';
import type { RoleAuthority } from '../../ports.ts';
import { accountCall } from '../../service.ts';
import { assumeRole } from './assume-role.ts';

const account = '123456789012';
const arn = `arn:aws:iam::${account}:role/deploy`;
const expiration = new Date('2026-01-01T00:00:00Z');

/** Knows one role, whose sessions last two hours at most. */
const roles: RoleAuthority = {
  role: (roleArn) => (roleArn === arn ? { arn, trustPolicy: '{}', maxSessionDuration: 7200 } : undefined),
  assumableBy: () => false,
  allows: () => false,
  assume: (_arn, sessionName) => ({
    accessKeyId: 'ASIA',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration,
    principalArn: `arn:aws:sts::${account}:assumed-role/deploy/${sessionName}`,
    userId: `AROA:${sessionName}`,
  }),
};

function assume(input: object, principalArn = `arn:aws:iam::${account}:root`) {
  const principal = { account, arn: principalArn, userId: account, accessKeyId: undefined };
  const call = accountCall({ service: 'sts', operation: 'AssumeRole', account, region: 'us-east-1', principal });
  return assumeRole(roles)({ RoleArn: arn, RoleSessionName: 'me', ...input }, call);
}

describe('AssumeRole', () => {
  it('returns temporary credentials of the session', () => {
    expect(assume({})).toEqual({
      Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 'secret', SessionToken: 'token', Expiration: expiration },
      AssumedRoleUser: { AssumedRoleId: 'AROA:me', Arn: `arn:aws:sts::${account}:assumed-role/deploy/me` },
    });
  });

  it.each<[object, string]>([
    [
      { RoleSessionName: 'm' },
      "1 validation error detected: Value 'm' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [{ RoleSessionName: 'a b' }, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*'],
    [{ DurationSeconds: 899 }, 'Member must have value greater than or equal to 900'],
    [{ DurationSeconds: 43_201 }, 'Member must have value less than or equal to 43200'],
    [{ DurationSeconds: 7201 }, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
    [{ RoleArn: 'arn:aws:iam::role/deploy-it' }, 'arn:aws:iam::role/deploy-it is invalid'],
  ])('refuses %j', (input, message) => {
    expect(() => assume(input)).toThrow(message);
  });

  it('answers a role that is not there as one that may not be assumed', () => {
    expect(() => assume({ RoleArn: `${arn}2` })).toThrow(
      expect.objectContaining({
        code: 'AccessDenied',
        statusCode: 403,
        message: `User: arn:aws:iam::${account}:root is not authorized to perform: sts:AssumeRole on resource: ${arn}2`,
      }),
    );
  });

  it('limits a chain of roles to an hour', () => {
    const chained = `arn:aws:sts::${account}:assumed-role/other/me`;
    expect(() => assume({ DurationSeconds: 7200 }, chained)).toThrow('1 hour session limit for roles assumed by role chaining');
  });
});
