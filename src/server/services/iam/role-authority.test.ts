/** What Lambda and the front door ask of IAM, over the real control-plane store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { accountCall } from '../service.ts';
import { attachRolePolicy } from './operations/attach-role-policy.ts';
import { createRole } from './operations/create-role.ts';
import { deleteRole } from './operations/delete-role.ts';
import { putRolePermissionsBoundary } from './operations/put-role-permissions-boundary.ts';
import { putRolePolicy } from './operations/put-role-policy.ts';
import { createIam } from './service.ts';
import { openIamStore } from './store.ts';

const account = '123456789012';
const call = accountCall({ service: 'iam', account, region: 'us-east-1' });
const config = resolveConfig({}, {});
const arn = `arn:aws:iam::${account}:role/service/exec`;
const trust = (service: string, extra: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', ...extra },
  });

let directory: string;
let controlPlane: ControlPlane;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iam-test-'));
  controlPlane = openControlPlane(directory);
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

function makeRole(trustPolicy = trust('lambda.amazonaws.com')) {
  const store = openIamStore(controlPlane);
  createRole(store)({ RoleName: 'exec', Path: '/service/', AssumeRolePolicyDocument: trustPolicy }, call);
  return store;
}

describe('RoleAuthority', () => {
  it('knows a role by its whole ARN, path included', () => {
    makeRole();
    const { roles } = createIam({ controlPlane, config });
    expect(roles.role(arn)?.arn).toBe(arn);
    expect(roles.role(`arn:aws:iam::${account}:role/exec`)).toBeUndefined();
    expect(roles.role('arn:aws:iam::999999999999:role/service/exec')).toBeUndefined();
  });

  it('asks the trust policy who may assume a role', () => {
    makeRole(trust('ec2.amazonaws.com'));
    const { roles } = createIam({ controlPlane, config });
    expect(roles.assumableBy(arn, 'ec2.amazonaws.com')).toBe(true);
    expect(roles.assumableBy(arn, 'lambda.amazonaws.com')).toBe(false);
  });

  it('lets Lambda assume a role whose trust is bound to a source account', () => {
    makeRole(trust('lambda.amazonaws.com', { Condition: { StringEquals: { 'aws:SourceAccount': account } } }));
    expect(createIam({ controlPlane, config }).roles.assumableBy(arn, 'lambda.amazonaws.com')).toBe(true);
  });

  it('weighs managed and inline policies and the boundary', () => {
    const store = makeRole();
    const { roles } = createIam({ controlPlane, config });
    const allowed = () => roles.allows(arn, 'xray:PutTraceSegments', '*');
    expect(allowed()).toBe(false);
    attachRolePolicy(store)({ RoleName: 'exec', PolicyArn: 'arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess' }, call);
    expect(allowed()).toBe(true);
    putRolePermissionsBoundary(store)(
      { RoleName: 'exec', PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' },
      call,
    );
    expect(allowed()).toBe(false);
    putRolePermissionsBoundary(store)(
      { RoleName: 'exec', PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      call,
    );
    expect(allowed()).toBe(true);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 'xray:*', Resource: '*' }],
    });
    putRolePolicy(store)({ RoleName: 'exec', PolicyName: 'no', PolicyDocument }, call);
    expect(allowed()).toBe(false);
  });
});

describe('temporary credentials', () => {
  it('are found by their key after a restart, with the account, the session and their end', async () => {
    makeRole();
    const made = createIam({ controlPlane, config }).roles.assume(arn, 'session', 900);
    expect(made.principalArn).toBe(`arn:aws:sts::${account}:assumed-role/exec/session`);
    await controlPlane.close();
    controlPlane = openControlPlane(directory);
    const found = createIam({ controlPlane, config }).credentials.find(made.accessKeyId);
    expect(found).toEqual({
      account,
      principalArn: made.principalArn,
      userId: made.userId,
      secretAccessKey: made.secretAccessKey,
      sessionToken: made.sessionToken,
      expiration: made.expiration,
    });
  });

  it('are swept a day after they ended, not before', () => {
    makeRole();
    const iam = createIam({ controlPlane, config });
    const recent = iam.roles.assume(arn, 'session', -3600);
    const old = iam.roles.assume(arn, 'session', -90_000);
    const { credentials } = createIam({ controlPlane, config });
    expect(credentials.find(recent.accessKeyId)).toBeDefined();
    expect(credentials.find(old.accessKeyId)).toBeUndefined();
  });

  it('are not given for a role that is not there', () => {
    const { roles } = createIam({ controlPlane, config });
    expect(() => roles.assume(arn, 'session', 900)).toThrow(expect.objectContaining({ code: 'AccessDenied', statusCode: 403 }));
  });
});

describe('DeleteRole', () => {
  it('refuses a role that policies hang on, and removes it once they are gone', () => {
    const store = makeRole();
    attachRolePolicy(store)({ RoleName: 'exec', PolicyArn: 'arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess' }, call);
    expect(() => deleteRole(store)({ RoleName: 'exec' }, call)).toThrow(
      expect.objectContaining({ code: 'DeleteConflict', message: 'Cannot delete entity, must detach all policies first.' }),
    );
  });

  it('names the role that is not there', () => {
    expect(() => deleteRole(openIamStore(controlPlane))({ RoleName: 'nobody' }, call)).toThrow(
      'The role with name nobody cannot be found.',
    );
  });
});
