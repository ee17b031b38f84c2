/** Policies and roles over the real store: their tags, what can be attached, and what a new role shows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreatePolicyResponse, CreateRoleResponse, GetPolicyResponse } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { callAsAccount } from '../service.ts';
import { createIam } from './service.ts';

const account = '123456789012';
const arn = `arn:aws:iam::${account}:policy/p`;
const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
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

function call<Output>(operation: string, input: object): Promise<Output> {
  const { service } = createIam({ controlPlane, config: resolveConfig({}, {}) });
  return callAsAccount<Output>(service, input, { service: 'iam', operation, account, region: 'us-east-1' });
}

describe('tags of a policy', () => {
  it('are given, shown and taken away', async () => {
    const made = { PolicyName: 'p', PolicyDocument: document, Tags: [{ Key: 'a', Value: '1' }] };
    await call<CreatePolicyResponse>('CreatePolicy', made);
    await call('TagPolicy', { PolicyArn: arn, Tags: [{ Key: 'b', Value: '2' }] });
    const both = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ];
    expect(await call('ListPolicyTags', { PolicyArn: arn })).toMatchObject({ Tags: both, IsTruncated: false });
    await call('UntagPolicy', { PolicyArn: arn, TagKeys: ['a'] });
    expect((await call<GetPolicyResponse>('GetPolicy', { PolicyArn: arn })).Policy?.Tags).toEqual(both.slice(1));
  });

  it.each([
    [{ Key: 'k'.repeat(129), Value: '' }, 'tags.1.member.key', 'Member must have length less than or equal to 128'],
    [{ Key: 'k', Value: 'v'.repeat(257) }, 'tags.1.member.value', 'Member must have length less than or equal to 256'],
    [{ Key: '', Value: '' }, 'tags.1.member.key', 'Member must have length greater than or equal to 1'],
    [{ Key: 'no!', Value: '' }, 'tags.1.member.key', 'pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+'],
    [{ Key: 'k', Value: 'a;b' }, 'tags.1.member.value', 'pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*'],
  ])('are refused when they break what IAM takes: %#', async (tag, member, rule) => {
    const refused = call('CreatePolicy', { PolicyName: 'p', PolicyDocument: document, Tags: [tag] });
    await expect(refused).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringMatching(new RegExp(`at '${member}' failed to satisfy constraint`)),
    });
    await expect(refused).rejects.toThrow(rule);
  });

  it('have any letters, and are refused when they cannot be', async () => {
    await call('CreatePolicy', { PolicyName: 'p', PolicyDocument: document, Tags: [{ Key: 'Größe 大', Value: 'a_b.c:/=+-@' }] });
    await expect(call('UntagPolicy', { PolicyArn: arn, TagKeys: ['ok', 'no!'] })).rejects.toThrow("at 'tagKeys.2.member'");
  });

  it('are of policies that there are', async () => {
    await expect(call('TagPolicy', { PolicyArn: arn, Tags: [] })).rejects.toThrow(`Policy ${arn} was not found.`);
  });
});

describe('roles', () => {
  it('show neither their last use nor a default session length when they are made', async () => {
    const { Role } = await call<CreateRoleResponse>('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trust });
    expect(Object.keys(Role ?? {})).not.toContain('RoleLastUsed');
    expect(Object.keys(Role ?? {})).not.toContain('MaxSessionDuration');
    expect(await call('GetRole', { RoleName: 'r' })).toMatchObject({ Role: { RoleLastUsed: {}, MaxSessionDuration: 3600 } });
  });

  it('take policies by their ARNs alone', async () => {
    await call('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trust });
    await expect(call('AttachRolePolicy', { RoleName: 'r', PolicyArn: 'longpolicynamebutnoarn' })).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Invalid ARN:  Could not be parsed!',
    });
    await expect(call('AttachRolePolicy', { RoleName: 'r', PolicyArn: arn })).rejects.toThrow(
      `Policy ${arn} does not exist or is not attachable.`,
    );
  });
});
